import type { Run, WeightsName } from '../../electron/shared/run'
import type { Store } from './store'

/** The steps that a run's best and last weights are from; null where there is no choice between them. */
export function weightsSteps({ state, checkpoint, usable }: Run): { readonly best: number; readonly last: number } | null {
  if (!usable || state.state === 'running' || state.state === 'failed') return null
  const last = checkpoint?.step ?? ('steps' in state ? state.steps : null)
  const best = state.bestStep
  return last === null || best === null || last === best ? null : { best, last }
}

/** Which weights of a run are to be used: what was chosen, as long as there is a choice. */
export const weightsOf =
  (run: Run | undefined) =>
  (state: Store): WeightsName =>
    run === undefined || weightsSteps(run) === null ? 'best' : (state.weights[run.id] ?? 'best')
