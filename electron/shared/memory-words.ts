import type { MemoryFit, ModelMemory } from './model-memory'
import type { MemoryPlan } from './preflight'
import { memoryBytes } from './quantities'

/** What a machine is to a model: enough, just so, only where it answers and does not learn, or too small. */
export type ModelFit = MemoryFit | 'answers-only'

export const fitWords: Readonly<Record<ModelFit, string>> = {
  fits: 'fits',
  tight: 'tight',
  'answers-only': 'answers only',
  'too-large': 'too large',
}

/**
 * Whether this machine is enough for a model. Where training fits only with settings that spare memory it is tight; one that answers but cannot be
 * trained at all is told apart.
 */
export function fitOf({ run, train, trainSparingly }: ModelMemory): ModelFit {
  if (run.verdict === 'too-large') return 'too-large'
  if (trainSparingly.verdict === 'too-large') return 'answers-only'
  return run.verdict === 'fits' && train.verdict === 'fits' ? 'fits' : 'tight'
}

/** What a model takes of memory to answer and to learn: `about 2.0 GB to answer, 7.2 GB to train, 3.0 GB at least`. */
export function memoryWords({ run, train, trainSparingly }: ModelMemory): string {
  const least = trainSparingly.bytes < 0.95 * train.bytes ? `, ${memoryBytes(trainSparingly.bytes)} at least` : ''
  return `about ${memoryBytes(run.bytes)} to answer, ${memoryBytes(train.bytes)} to train${least}`
}

/** What a run takes besides its plan, as long as nothing else wants it: what the run’s own figures are higher by. */
export function reuseWords({ reuse }: Pick<MemoryPlan, 'reuse'>): string {
  return `Up to ${memoryBytes(reuse)} more is kept for reuse while there is room.`
}
