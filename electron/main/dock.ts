import type { RunState } from '../shared/run'
import type { Activity } from './activity'

/** What `BrowserWindow.setProgressBar` takes: −1 for none, 2 for some without a measure, else a share. */
export const noProgress = -1
export const unmeasured = 2

/** The Dock's bar for what is under way: the run that is furthest into its work, runs that wait for it not counted. */
export function dockProgress(activity: Activity): number {
  const shares = [...activity.values()].map(({ state }) => shareOf(state))
  const measured = shares.filter((share) => share !== unmeasured && share !== noProgress)
  if (measured.length > 0) return Math.max(...measured)
  return shares.includes(unmeasured) ? unmeasured : noProgress
}

function shareOf(state: RunState): number {
  if (state.state !== 'running') return noProgress
  switch (state.phase) {
    case 'queued':
    case 'starting':
    case 'downloading':
    case 'loading':
    case 'preparing':
    case 'probing':
      return unmeasured
    case 'training':
    case 'validating':
    case 'scoring':
    case 'saving':
    case 'pausing':
    case 'stopping':
      return state.totalSteps > 0 ? Math.min(1, state.step / state.totalSteps) : unmeasured
  }
}
