import type { ModelMemory } from '../../shared/model-memory'
import type { TrainingConfig } from '../../shared/training'
import type { ModelFacts } from '../models/model-facts'
import { type Machine, memoryParts } from './memory-plan'
import { longestBatch, verdictOf } from './memory-verdict'
import { pythonBytes } from './python-memory'

/** A text and its answer together, in tokens: some pages. */
const answeredTokens = 2048
/** A row of a dataset, question and answer, in tokens: a paragraph that is rewritten. */
const trainedTokens = 512
/** Positions that mlx-lm reads at once at most (`prefill_step_size`). */
const readAtOnce = 2048

/**
 * What answering takes, in bytes: Python with its libraries, the weights, keys and values of every block for each position, one block at work on the positions
 * that are read at once, and the logits of one position in single precision. Blocks that look back a short way keep less, which is
 * not counted: it is rather too much than too little.
 */
export function memoryToAnswer(facts: ModelFacts, tokens = answeredTokens): number {
  const { blocks, keys, queries, hidden, intermediate, vocabulary, numberBytes } = facts
  const kept = 2 * blocks.length * keys * tokens * numberBytes
  const work = Math.min(tokens, readAtOnce) * (3 * intermediate + 2 * queries + 4 * hidden) * numberBytes
  return pythonBytes(facts) + facts.weightBytes + kept + work + 4 * vocabulary
}

/** Whether a model fits to answer and to be trained, before any dataset is known: a full batch of usual rows. */
export function willItFit(facts: ModelFacts, config: TrainingConfig, machine: Machine): ModelMemory {
  const need = (bytes: number) => ({ bytes, verdict: verdictOf(bytes, machine.bytes) })
  const training = (settings: TrainingConfig) => {
    const rows = Array.from({ length: settings.batch_size }, () => trainedTokens)
    return need(memoryParts(facts, settings, longestBatch(rows, settings), machine).total)
  }
  return {
    run: need(memoryToAnswer(facts)),
    train: training(config),
    trainSparingly: training({ ...config, batch_size: 1, grad_checkpoint: true }),
  }
}
