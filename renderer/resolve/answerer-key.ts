import type { Run } from '../../electron/shared/run'
import { modelKey } from '../studio/selectors'
import type { Answerer } from './resolve-slice'

/** A name for whoever answers, as a choice's value. */
export const answererKey = (by: Answerer | null): string =>
  by === null ? '' : by.kind === 'run' ? `run ${by.runId} ${by.weights ?? 'best'}` : `model ${modelKey(by.model)}`

/** Every set of weights that can be compared with: those of runs, and base models. */
export function comparable(runs: readonly Run[], models: readonly Extract<Answerer, { kind: 'model' }>['model'][]): readonly Answerer[] {
  const weights = ['best', 'last'] as const
  return [
    ...runs.flatMap((run) => weights.map((each): Answerer => ({ kind: 'run', runId: run.id, weights: each }))),
    ...models.map((model): Answerer => ({ kind: 'model', model })),
  ]
}
