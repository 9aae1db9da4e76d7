import type { Run } from '../../electron/shared/run'
import { ranOutOfMemory } from '../../electron/shared/run-outcome'
import { assertNever } from '../studio/assert-never'

/** The step a run can be continued from, 0 where it begins anew; null where it cannot be. */
export function continuesFrom({ state, checkpoint }: Run): number | null {
  return state.state === 'running' || state.state === 'finished' ? null : (checkpoint?.step ?? 0)
}

/**
 * The next thing to do with a run that is at rest: to go on with it, or to try again with other settings, where the same ones would only
 * fail again; null where it is neither, since it came to its end or somebody stopped it.
 */
export function wayOn({ state, checkpoint, usable }: Run): 'continue' | 'change' | null {
  switch (state.state) {
    case 'paused':
      return 'continue'
    case 'interrupted':
      return ranOutOfMemory(state) ? 'change' : 'continue'
    case 'diverged':
    case 'failed':
      if (ranOutOfMemory(state)) return 'change'
      return checkpoint !== null ? 'continue' : usable ? null : 'change'
    case 'running':
    case 'finished':
    case 'stopped':
      return null
    default:
      return assertNever(state)
  }
}
