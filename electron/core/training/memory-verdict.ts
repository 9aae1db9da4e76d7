import type { MemoryFit } from '../../shared/model-memory'
import type { MemoryPlan } from '../../shared/preflight'
import { memoryBytes } from '../../shared/quantities'
import type { TrainingConfig } from '../../shared/training'
import type { ModelFacts } from '../models/model-facts'
import { type LongestBatch, type Machine, memoryParts } from './memory-plan'
import { mostKeptForReuse } from './python-memory'

/** Share of the machine that training may take: what Metal recommends as working set is about three quarters. */
const usableShare = 0.75
/** A plan this near to the limit may miss it either way. */
const tightShare = 0.8
/** Savings below this share are not worth a sentence. */
const worthwhile = 0.95
const maxRemedies = 5
/** Widths are multiples of this many positions, as `batches.py` pads them. */
const grain = 8

/**
 * Whether a machine has that much memory for a job.
 * @param needed what it takes, in bytes
 * @param machine all that the machine has, in bytes
 */
export function verdictOf(needed: number, machine: number): MemoryFit {
  const limit = usableShare * machine
  return needed > limit ? 'too-large' : needed > tightShare * limit ? 'tight' : 'fits'
}

/** The batch that takes most: the longest rows, cut, each position but the last one an input. */
export function longestBatch(lengths: readonly number[], config: TrainingConfig): LongestBatch {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  const inputs = Math.min(longest, config.max_seq_length) - 1
  return { rows: Math.min(config.batch_size, lengths.length), width: Math.ceil(Math.max(0, inputs) / grain) * grain }
}

/**
 * What training on rows of these lengths is expected to take, whether the machine has it, and what would help.
 * @param lengths tokens of each row that is trained on, uncut
 */
export function planMemory(facts: ModelFacts, config: TrainingConfig, lengths: readonly number[], machine: Machine): MemoryPlan {
  const plan = memoryParts(facts, config, longestBatch(lengths, config), machine)
  const limit = usableShare * machine.bytes
  const verdict = verdictOf(plan.total, machine.bytes)
  const remedies = verdict === 'fits' ? [] : remediesOf(facts, config, lengths, machine, plan.total, limit)
  return { ...plan, reuse: mostKeptForReuse(machine.bytes), machine: machine.bytes, verdict, remedies }
}

type Remedy = { readonly words: string; readonly facts: ModelFacts; readonly config: TrainingConfig }

function remediesOf(
  facts: ModelFacts,
  config: TrainingConfig,
  lengths: readonly number[],
  machine: Machine,
  now: number,
  limit: number,
): readonly string[] {
  const total = (remedy: Remedy) => memoryParts(remedy.facts, remedy.config, longestBatch(lengths, remedy.config), machine).total
  const single = singleRemedies(facts, config, lengths).map((remedy) => ({ ...remedy, total: total(remedy) }))
  const useful = single.filter((remedy) => remedy.total < worthwhile * now).sort((a, b) => a.total - b.total)
  const told = useful.slice(0, maxRemedies)
  if (!told.some((remedy) => remedy.total <= limit)) {
    const together = combined(useful, facts, config)
    if (together) told.splice(0, 0, { ...together, total: total(together) })
  }
  return told.slice(0, maxRemedies).map((remedy) => `${remedy.words}: ${memoryBytes(remedy.total)} instead of ${memoryBytes(now)}.`)
}

/** One change at a time, of settings first and of the model last. */
function singleRemedies(facts: ModelFacts, config: TrainingConfig, lengths: readonly number[]): readonly Remedy[] {
  const { batch_size, grad_accumulation_steps, num_layers, fine_tune_type, grad_checkpoint } = config
  const remedies: Remedy[] = []
  const settings = (words: string, change: Partial<TrainingConfig>) => remedies.push({ words, facts, config: { ...config, ...change } })
  if (batch_size > 1) {
    const steps = Math.min(256, batch_size * grad_accumulation_steps)
    // Iterations count batches: the same rows are as many more of them.
    const iters = config.iters === null ? null : Math.min(10_000_000, config.iters * batch_size)
    const more = iters === null ? '' : ` and ${iters} iterations`
    settings(`Batch size 1 with ${steps} accumulation steps${more}`, { batch_size: 1, grad_accumulation_steps: steps, iters })
  }
  if (!grad_checkpoint) settings('Recomputing activations (grad_checkpoint)', { grad_checkpoint: true })
  const half = halfLength(lengths, config)
  if (half !== null) {
    const cut = lengths.filter((length) => length > half).length
    settings(`Rows of at most ${half} tokens, which cuts ${cut === 1 ? 'one' : cut}`, { max_seq_length: half })
  }
  if (fine_tune_type === 'full') settings('LoRA instead of all weights', { fine_tune_type: 'lora' })
  if (fine_tune_type === 'dora') settings('LoRA instead of DoRA', { fine_tune_type: 'lora' })
  const blocks = num_layers <= 0 ? facts.blocks.length : Math.min(num_layers, facts.blocks.length)
  if (blocks > 1) settings(`The last ${Math.ceil(blocks / 2)} blocks only`, { num_layers: Math.ceil(blocks / 2) })
  const packed = inFourBits(facts)
  if (packed && fine_tune_type !== 'full') remedies.push({ words: 'A 4-bit version of the model', facts: packed, config })
  return remedies
}

/** All changes of settings together that keep what is learned the same, or else with LoRA. */
function combined(useful: readonly Remedy[], facts: ModelFacts, config: TrainingConfig): Remedy | null {
  const chosen = useful.filter(({ facts: of, config: { max_seq_length, num_layers } }) => {
    return of === facts && max_seq_length === config.max_seq_length && num_layers === config.num_layers
  })
  if (chosen.length < 2) return null
  const changes = chosen.map((remedy) => changesOf(remedy.config, config))
  const [first = '', ...rest] = chosen.map(({ words }) => words)
  const words = [first, ...rest.map(asContinued)].join(', ')
  return { words, facts, config: Object.assign({}, config, ...changes) as TrainingConfig }
}

/** A sentence's beginning within a sentence; abbreviations stay as they are. */
function asContinued(words: string): string {
  return /^[A-Z][a-z ]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words
}

function changesOf(changed: TrainingConfig, config: TrainingConfig): Partial<TrainingConfig> {
  return Object.fromEntries(
    Object.entries(changed).filter(([key, value]) => value !== config[key as keyof TrainingConfig]),
  ) as Partial<TrainingConfig>
}

/** Half of what the longest row takes now, rounded up to a multiple of 64; null where rows are short already. */
function halfLength(lengths: readonly number[], config: TrainingConfig): number | null {
  const { width } = longestBatch(lengths, config)
  const half = Math.ceil(width / 2 / 64) * 64
  return half >= 128 && half < width ? half : null
}

/** The model with its matrices packed in 4 bits and a scale and a bias of 16 bits for 64 numbers; null for one that is packed already. */
function inFourBits(facts: ModelFacts): ModelFacts | null {
  const linears = facts.blocks.flatMap((block) => block.linears)
  if (linears.some(({ quantized }) => quantized)) return null
  const numbers = linears.reduce((sum, { inputs, outputs, count }) => sum + inputs * outputs * count, 0)
  return { ...facts, weightBytes: facts.weightBytes - numbers * (facts.numberBytes - 4.5 / 8) }
}
