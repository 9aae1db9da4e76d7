import { type ErrorCode, type Failure, toFailure } from '../../shared/errors'
import type { JobPhase, Result } from '../../shared/protocol'
import type { Run, RunState, TrainingPhase } from '../../shared/run'
import { cancelled } from '../jobs'
import type { Reached } from '../runs/metrics'

/** What a person, or the closing app, wants of a run that is under way; null lets it go on to its end. */
export type Wish = 'stop' | 'pause' | null

/** What is known of a run where it ends. */
export type Ending = {
  readonly wish: Wish
  /** Whether there is an adapter that answers. */
  readonly usable: boolean
  readonly checkpoint: Run['checkpoint']
  /** How far its figures go. */
  readonly reached: Reached
  /** Which row of the dataset each of its training rows is, from 0; null where that was not written down. */
  readonly places: readonly number[] | null
  /** Memory of this machine, in bytes. */
  readonly memoryBytes: number
  /** When, as ISO 8601. */
  readonly at: string
}

/** Failures after which a run only waits to be continued: it was not at fault, or needs other circumstances. */
const interruptions: ReadonlySet<ErrorCode> = new Set([
  'sidecar-died',
  'sidecar-killed',
  'sidecar-silent',
  'worker-lost',
  'out-of-memory',
  'disk-full',
])

/** Phases of a sidecar's job that are phases of a run too. */
const ownPhases: ReadonlySet<string> = new Set(['downloading', 'loading', 'preparing', 'probing', 'validating', 'scoring', 'saving'])

/** The state of a run under way. */
export function running(phase: TrainingPhase, step: number, totalSteps: number, startedAt: string): RunState {
  return { state: 'running', phase, step, totalSteps, startedAt }
}

/** What a run under way is shown to be doing. */
export function phaseOf(phase: JobPhase, wish: Wish): TrainingPhase {
  if (wish !== null) return wishedPhase(wish)
  return ownPhases.has(phase) ? (phase as TrainingPhase) : 'training'
}

/** The phase of a run that is on its way to what was wished. */
export function wishedPhase(wish: NonNullable<Wish>): TrainingPhase {
  return wish === 'pause' ? 'pausing' : 'stopping'
}

/** How a run ended whose `train` answered. Throws `cancelled` where it was stopped with nothing kept. */
export function stateAfter({ status, steps, bestStep, bestLoss, seconds, early, diverged }: Result<'train'>, ending: Ending): RunState {
  const { wish, usable, checkpoint, places, reached, at } = ending
  if (status === 'diverged') {
    const step = diverged?.step ?? steps
    const rows = diverged?.rows ?? []
    const known = rows.flatMap((row) => places?.[row] ?? []).sort((a, b) => a - b)
    const named = known.length === rows.length ? known : []
    const message = divergence(step, named.length > 0 ? rowsInWords(named, 'the dataset') : rowsInWords(rows, 'its train.jsonl'), diverged)
    return { state: 'diverged', step, rows: named, bestStep, message, finishedAt: at }
  }
  if (status === 'finished') return { state: 'finished', steps, bestStep: bestStep ?? steps, bestLoss, finishedAt: at, seconds, early }
  // One that was ended while it loaded has made no steps, and stands where it stood.
  const step = Math.max(steps, checkpoint?.step ?? 0)
  const best = bestStep ?? reached.bestStep
  if (wish === null) return { state: 'interrupted', step, bestStep: best, failure: endedFromOutside }
  if (wish === 'pause') return { state: 'paused', step, bestStep: best, pausedAt: at }
  if (!usable && !checkpoint) throw cancelled()
  return {
    state: 'stopped',
    steps: step,
    bestStep: best ?? step,
    bestLoss: bestLoss ?? reached.bestLoss,
    finishedAt: at,
    seconds: Math.max(seconds, reached.seconds),
  }
}

/** How a run ended whose `train` failed, or never began. */
export function stateAfterError(error: unknown, runId: string, ending: Ending): RunState {
  const { code, message, hint, where } = unlessMemory(toFailure(error), ending)
  const { wish, checkpoint, reached, at } = ending
  if (code === 'cancelled' && wish === 'pause')
    return { state: 'paused', step: checkpoint?.step ?? 0, bestStep: reached.bestStep, pausedAt: at }
  if (code === 'cancelled' && checkpoint) {
    const { bestStep, bestLoss, seconds } = reached
    const { step } = checkpoint
    return { state: 'stopped', steps: step, bestStep: bestStep ?? step, bestLoss, finishedAt: at, seconds }
  }
  const failure: Failure = {
    code,
    message: code === 'cancelled' ? 'The run was stopped before it had learned anything.' : message,
    ...(hint !== undefined && { hint }),
    where: { ...where, runId },
  }
  if (interruptions.has(code))
    return { state: 'interrupted', step: Math.max(reached.step, checkpoint?.step ?? 0), bestStep: reached.bestStep, failure }
  return { state: 'failed', failure, finishedAt: at }
}

/** Share of the machine's memory from which on a process that was killed is taken for one that the system killed for it. */
const mostOfMemory = 0.75

/** A system that runs out of memory kills without a word; what the process last took of the machine tells. */
function unlessMemory(failure: Failure, { reached, memoryBytes }: Ending): Failure {
  if (failure.code !== 'sidecar-killed' || reached.footprintBytes < mostOfMemory * memoryBytes) return failure
  const taken = Math.round((100 * reached.footprintBytes) / memoryBytes)
  return {
    code: 'out-of-memory',
    message: `The Python process was killed while it took ${taken} % of this machine’s memory, so memory ran out.`,
    hint: 'Use a smaller batch, shorter rows, gradient checkpointing or a smaller model, or close other apps.',
  }
}

const endedFromOutside: Failure = {
  code: 'sidecar-died',
  message: 'The Python process was asked from outside to end.',
  hint: 'Continue the run: it goes on from its last checkpoint.',
}

/** Rows as a person finds them, counted from 1. */
function rowsInWords(rows: readonly number[], where: string): string {
  if (rows.length === 0) return ''
  const numbers = rows.map((row) => row + 1).sort((a, b) => a - b)
  return `, on ${rows.length === 1 ? 'row' : 'rows'} ${numbers.join(', ')} of ${where}`
}

function divergence(step: number, where: string, diverged: Result<'train'>['diverged']): string {
  const keptStep = diverged?.keptStep ?? null
  const kept =
    keptStep === null ? 'Nothing was kept, since no step before it was good.' : `Its last weights are those of step ${keptStep} again.`
  return `The loss was no longer a number at step ${step}${where}. That update was not applied. ${kept}`
}
