import type { Run, TrainingPhase } from '../../electron/shared/run'
import { tunedCard } from '../../electron/shared/scorecard'
import type { Tone } from '../parts/Flag'
import { assertNever } from '../studio/assert-never'
import { percent, rate } from '../text/format'

/** What a training job does, in words. */
const phaseWords: Readonly<Record<TrainingPhase, string>> = {
  queued: 'Waiting for another job',
  starting: 'Starting the engine',
  downloading: 'Downloading the model',
  loading: 'Loading the model',
  preparing: 'Reading the rows',
  probing: 'Trying the longest batch',
  training: 'Training',
  validating: 'Checking on held-out rows',
  scoring: 'Scoring its rewrites',
  saving: 'Saving',
  pausing: 'Pausing after this step',
  stopping: 'Stopping after this step',
}

/** A run's state as one or a few words. */
export function wordOf(run: Run): string {
  switch (run.state.state) {
    case 'running':
      return phaseWords[run.state.phase]
    case 'finished':
      return run.state.early ? 'Finished early' : 'Finished'
    case 'stopped':
      return 'Stopped and kept'
    case 'paused':
      return 'Paused'
    case 'diverged':
      return 'Diverged'
    case 'failed':
      return 'Failed'
    case 'interrupted':
      return 'Interrupted'
    default:
      return assertNever(run.state)
  }
}

/** How serious a run's state is. */
export function toneOf(run: Run): Tone {
  switch (run.state.state) {
    case 'running':
      return 'live'
    case 'finished':
    case 'stopped':
      return 'ok'
    case 'paused':
      return 'plain'
    case 'interrupted':
      return 'warn'
    case 'diverged':
    case 'failed':
      return 'bad'
    default:
      return assertNever(run.state)
  }
}

/** The share of a running run that is done, 0 to 1; null before it is known. */
export function shareOf(run: Run): number | null {
  if (run.state.state !== 'running') return null
  const counting = run.state.phase === 'training' || run.state.step > 0
  return counting && run.state.totalSteps > 0 ? run.state.step / run.state.totalSteps : null
}

/** The one figure the sidebar shows: progress, else the tuned model's mention F1, else how far it came or what went wrong. */
export function figureOf(run: Run): string {
  const share = shareOf(run)
  if (run.state.state === 'running') return share === null ? '…' : percent(share)
  const card = run.comparison === null ? undefined : tunedCard(run.comparison)
  if (card !== undefined) return rate(card.f1)
  if (run.state.state === 'paused') return '❙❙'
  if (run.state.state === 'diverged') return 'NaN'
  return run.state.state === 'failed' ? '✗' : ''
}
