import { assertNever } from '../../shared/errors'
import type { MemoryPlan } from '../../shared/preflight'
import type { TrainingConfig } from '../../shared/training'
import type { BlockFacts, LinearShape, ModelFacts } from '../models/model-facts'
import { pythonBytes } from './python-memory'

/** The batch that takes most: its rows, and the positions each is padded to. */
export type LongestBatch = { readonly rows: number; readonly width: number }

/** Where it will be computed: on a GPU the loss needs no copies of the logits. Memory of the machine in bytes. */
export type Machine = { readonly bytes: number; readonly gpu: boolean }

/** What a plan is made of, part by part, in bytes. */
export type MemoryParts = Omit<MemoryPlan, 'reuse' | 'machine' | 'verdict' | 'remedies'>

/** Adapters learn in single precision, whatever the model is. */
const adapterNumberBytes = 4

/**
 * What training takes of memory, from the model's shapes and the longest batch alone.
 *
 * Weights, adapters, gradients and optimizer state are counted exactly. What a block keeps of a position for the backward pass was
 * measured on Llama shapes (`memory-plan.test.ts` holds it to that): about 16 bytes a hidden feature, since norms and the adapters'
 * inputs are single precision; 5.3 numbers an intermediate feature, 3 a query or key feature, one a pair of positions and head. The
 * backward pass holds a block and a quarter besides. Recomputing leaves three tenths of it, and two more blocks at work.
 * The update needs new optimizer state and new weights beside the old, when the activations are gone again. Python itself comes to it.
 */
export function memoryParts(facts: ModelFacts, config: TrainingConfig, batch: LongestBatch, machine: Machine): MemoryParts {
  const blocks = trainedBlocks(facts, config)
  const full = config.fine_tune_type === 'full'
  const learned = trainedSizes(blocks, config)
  const bytesOfNumber = full ? facts.numberBytes : adapterNumberBytes
  const trainable = learned.numbers * bytesOfNumber
  const gradients = trainable * (config.grad_accumulation_steps > 1 ? 2 : 1)
  const state = stateNumbers(learned, config) * bytesOfNumber
  const activations = activationBytes(facts, blocks, config, batch)
  const logits = batch.rows * batch.width * facts.vocabulary * logitBytes(facts.numberBytes, machine.gpu)
  const optimizer = state + Math.max(0, state + trainable - activations - logits)
  const weights = facts.weightBytes - (full ? trainable : 0)
  const python = pythonBytes(facts)
  return {
    weights,
    trainable,
    gradients,
    optimizer,
    activations,
    logits,
    python,
    total: weights + trainable + gradients + optimizer + activations + logits + python,
  }
}

/** Numbers that learn, and the sides of the matrices they form. */
type TrainedSizes = { readonly numbers: number; readonly sides: number }

/** How many numbers training changes. */
export function trainableParameters(facts: ModelFacts, config: TrainingConfig): number {
  return trainedSizes(trainedBlocks(facts, config), config).numbers
}

function trainedBlocks({ blocks }: ModelFacts, { num_layers }: TrainingConfig): readonly BlockFacts[] {
  return num_layers <= 0 ? blocks : blocks.slice(-num_layers)
}

function chosenLinears(blocks: readonly BlockFacts[], config: TrainingConfig): readonly LinearShape[] {
  const { keys } = config.lora_parameters
  return blocks.flatMap(({ linears }) => (keys === null ? linears : linears.filter(({ path }) => keys.includes(path))))
}

/** LoRA's two matrices are inputs × rank and rank × outputs; DoRA has a number more for each output. */
function trainedSizes(blocks: readonly BlockFacts[], config: TrainingConfig): TrainedSizes {
  if (config.fine_tune_type === 'full') {
    const sides = blocks.flatMap(({ linears }) => linears).reduce((sum, { inputs, outputs, count }) => sum + count * (inputs + outputs), 0)
    return { numbers: blocks.reduce((sum, { parameters }) => sum + parameters, 0), sides }
  }
  const { rank } = config.lora_parameters
  const magnitudes = config.fine_tune_type === 'dora' ? 1 : 0
  const linears = chosenLinears(blocks, config)
  return {
    numbers: linears.reduce((sum, { inputs, outputs, count }) => sum + count * (rank * (inputs + outputs) + magnitudes * outputs), 0),
    sides: linears.reduce((sum, { inputs, outputs, count }) => sum + count * (inputs + outputs + 2 * rank), 0),
  }
}

/** Numbers that an optimizer keeps, as mlx's own `init_single` makes them. */
function stateNumbers({ numbers, sides }: TrainedSizes, { optimizer, optimizer_config }: TrainingConfig): number {
  switch (optimizer) {
    case 'adam':
    case 'adamw':
      return 2 * numbers
    case 'muon':
      return numbers
    case 'sgd':
      return optimizer_config.sgd.momentum > 0 ? numbers : 0
    case 'adafactor':
      return sides + (optimizer_config.adafactor.beta_1 === null ? 0 : numbers)
    default:
      return assertNever(optimizer)
  }
}

function activationBytes(facts: ModelFacts, blocks: readonly BlockFacts[], config: TrainingConfig, { rows, width }: LongestBatch): number {
  const { numberBytes: bytes, hidden, intermediate, queries, keys, heads } = facts
  const positions = rows * width
  const [first] = blocks
  if (positions === 0 || !first) return 0
  const dora = config.fine_tune_type === 'dora'
  const outputs = dora ? chosenLinears([first], config).reduce((sum, linear) => sum + linear.outputs, 0) : 0
  const block = positions * (16 * hidden + bytes * (5.3 * intermediate + 3 * (queries + keys) + heads * width + outputs))
  const kept = config.grad_checkpoint ? 0.3 * blocks.length + 2.3 : blocks.length + 1.25
  return kept * block + (dora ? doraBytes(facts, blocks, config) : 0)
}

/** DoRA computes with the weights themselves: one block's in single precision, and packed ones unpacked. */
function doraBytes({ numberBytes }: ModelFacts, blocks: readonly BlockFacts[], config: TrainingConfig): number {
  const numbers = (of: readonly LinearShape[]) => of.reduce((sum, { inputs, outputs, count }) => sum + inputs * outputs * count, 0)
  const linears = chosenLinears(blocks, config)
  return (6 * numbers(linears)) / blocks.length + numberBytes * numbers(linears.filter(({ quantized }) => quantized))
}

/** Of one logit: itself and its gradient in single precision on a GPU, near four copies of itself without. */
function logitBytes(numberBytes: number, gpu: boolean): number {
  return gpu ? numberBytes + 4 : 3.9 * numberBytes
}
