import { allModels, allRuns } from '../studio/selectors'
import type { Store } from '../studio/store'
import { weightsSteps } from '../studio/weights'
import { answererKey, usableRuns } from './answerer-key'
import type { Answerer } from './resolve-slice'

/** What whoever answers is asked with. */
export type Asking = {
  /** Who can answer beside it. */
  readonly choices: readonly Answerer[]
  /** Who does; null is its own base model. */
  readonly against: Answerer | null
  /** How much of what was learned is used, from 0 to 1. */
  readonly strength: number
  /** Whether less than all of it can be used. */
  readonly hasStrength: boolean
}

/** What of the choices that were made holds for whoever answers: another one beside it that is there, a strength where one can be set. */
export function askingOf(state: Pick<Store, 'projection' | 'against' | 'strength'>, by: Answerer | null): Asking {
  if (by?.kind !== 'run') return { choices: [], against: null, strength: 1, hasStrength: false }
  const choices = comparable(state).filter((choice) => answererKey(choice) !== answererKey(by))
  const against = choices.find((choice) => answererKey(choice) === answererKey(state.against)) ?? null
  const hasStrength = allRuns(state).find(({ id }) => id === by.runId)?.config.fine_tune_type === 'lora'
  return { choices, against, strength: hasStrength ? state.strength : 1, hasStrength }
}

/** Every set of weights that can be compared with: those of runs, the last ones where they are others than the best, and base models. */
function comparable(state: Pick<Store, 'projection'>): readonly Answerer[] {
  return [
    ...usableRuns(allRuns(state)).flatMap((run) =>
      (weightsSteps(run) === null ? (['best'] as const) : (['best', 'last'] as const)).map(
        (weights): Answerer => ({ kind: 'run', runId: run.id, weights }),
      ),
    ),
    ...allModels(state).flatMap(({ ref, trouble }): readonly Answerer[] => (trouble === null ? [{ kind: 'model', model: ref }] : [])),
  ]
}
