import type { OpenAntecedent } from '../core/antecedent'
import type { FreeSettings } from '../core/training/continuing'
import type { TrainingRequest } from '../core/training/training'
import { assertNever, StudioError } from '../shared/errors'
import type { Preflight } from '../shared/preflight'
import { loss } from '../shared/quantities'
import type { Run } from '../shared/run'
import { f1Words } from '../shared/score-words'
import type { Invocation } from './command'
import type { ExitCode } from './exit-code'
import type { Output } from './output'
import { hear } from './studio'

/** Starts a run, tells its figures as they come, and waits for its end. Ctrl-C stops it and keeps what it learned. */
export async function trainToEnd(
  studio: OpenAntecedent,
  request: TrainingRequest,
  preflight: Preflight | null,
  invocation: Invocation,
): Promise<Run> {
  const run = await studio.services.training.start(request)
  invocation.output.line({ type: 'run.started', runId: run.id })
  if (preflight) invocation.output.line({ type: 'run.preflight', runId: run.id, unusableRows: run.dataset.unusableRows, preflight })
  invocation.output.note(`Run ${run.id}: ${run.name}`)
  return followToEnd(studio, run, 0, invocation)
}

/** Goes on with a run in the same way. */
export async function continueToEnd(studio: OpenAntecedent, before: Run, settings: FreeSettings, invocation: Invocation): Promise<Run> {
  const run = await studio.services.training.continue(before.id, settings)
  invocation.output.note(`Run ${run.id}: ${run.name}, from step ${run.checkpoint?.step ?? 0}`)
  return followToEnd(studio, run, before.notes.length, invocation)
}

/** @param told notes of the run that need no telling any more */
async function followToEnd(studio: OpenAntecedent, before: Run, told: number, { output, signal }: Invocation): Promise<Run> {
  const { training } = studio.services
  const { id } = before
  let { data } = before
  const silence = hear(studio, (event) => {
    if (event.type === 'run.metric' && event.runId === id) {
      const { split, ...rest } = event.metric
      output.line({ type: 'run.metric', runId: id, split, ...rest })
      if (event.metric.split === 'valid') output.note(validationOf(event.metric))
    } else if (event.type === 'run.rewound' && event.runId === id) {
      output.line({ type: 'run.resumed', runId: id, step: event.step })
      output.note(`step ${event.step}  goes on from here`)
    } else if (event.type === 'run.changed' && event.run.id === id) {
      told = tellNotes(event.run, told, output)
      if (data === null && event.run.data !== null) output.line({ type: 'run.data', runId: id, ...event.run.data })
      data = event.run.data
      if (event.run.state.state !== 'running') return
      const { phase, step, totalSteps } = event.run.state
      output.progress(phase, step, totalSteps)
    }
  })
  const stop = () => {
    output.note(`Stopping at the next step; what was learned is kept. Go on later with:\n  ${resumeCommand(id)}`)
    training.stop(id)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    const run = await training.ended(id)
    studio.flushEvents()
    tellNotes(run, told, output)
    return run
  } finally {
    signal.removeEventListener('abort', stop)
    silence()
    output.endProgress()
  }
}

/** The command that goes on with a run. */
function resumeCommand(id: string): string {
  return `antecedent train --resume ${id}`
}

/** How a run's end ends the command. Throws the failure of one that failed. */
export function exitCodeFor({ state }: Run): ExitCode {
  switch (state.state) {
    case 'finished':
      return 0
    case 'stopped':
    case 'paused':
      return 130
    case 'failed':
      throw new StudioError(state.failure)
    case 'diverged':
    case 'interrupted':
    case 'running':
      return 1
    default:
      return assertNever(state)
  }
}

/** Why a run ended before its time, for its result; nothing where that is not known or not so. */
export function causeOf({ state }: Run): { readonly message?: string; readonly hint?: string } {
  if (state.state === 'diverged') return { message: state.message }
  if (state.state !== 'interrupted' || state.failure === null) return {}
  const { message, hint } = state.failure
  return { message, ...(hint !== undefined && { hint }) }
}

/** How a run ended, as people read it, with how to go on where that can be. */
export function summaryOf(run: Run, adapterPath: string | null): string {
  const lines = [endOf(run)]
  if (adapterPath !== null) lines.push(`The best adapter is in ${adapterPath}`)
  if (run.state.state !== 'finished')
    lines.push(`${run.checkpoint ? `Go on from step ${run.checkpoint.step}` : 'Begin it again'} with:\n  ${resumeCommand(run.id)}`)
  return lines.join('\n')
}

function endOf({ name, state }: Run): string {
  switch (state.state) {
    case 'finished':
    case 'stopped': {
      const end =
        state.state === 'stopped' ? 'was stopped' : state.early ? 'finished early, since nothing got better any more,' : 'finished'
      const best = state.bestLoss === null ? '' : `; validation loss ${loss(state.bestLoss)} at the best step, ${state.bestStep}`
      return `${name} ${end} after ${state.steps} steps in ${Math.round(state.seconds)} s${best}.`
    }
    case 'paused':
      return `${name} is paused at step ${state.step}.`
    case 'diverged':
      return `${name} diverged. ${state.message}`
    case 'failed':
      return `${name} failed.`
    case 'interrupted':
      return `${name} was interrupted at step ${state.step}. ${state.failure ? `${state.failure.message} ${state.failure.hint ?? ''}` : ''}`.trimEnd()
    case 'running':
      return `${name} is running.`
    default:
      return assertNever(state)
  }
}

function validationOf(point: { readonly step: number; readonly loss: number | null; readonly score: number | null }): string {
  return `step ${point.step}  validation loss ${loss(point.loss)}${point.score === null ? '' : `  mention F1 ${f1Words(point.score)}`}`
}

function tellNotes({ id, notes }: Run, told: number, output: Output): number {
  for (const { message } of notes.slice(told)) {
    output.line({ type: 'note', runId: id, message })
    output.note(message)
  }
  return Math.max(told, notes.length)
}
