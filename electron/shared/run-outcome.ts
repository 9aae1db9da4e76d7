import type { Failure } from './errors'
import { count } from './quantities'
import type { Run } from './run'

/** How a run ended, or stands still: what happened, what is left of it, what can be done. */
export type Outcome = {
  /** bad: it went wrong; warn: it was cut off; plain: as somebody or something meant it. */
  readonly tone: 'bad' | 'warn' | 'plain'
  readonly happened: string
  readonly kept: string
  readonly advice: string | null
  /** Where it failed; null where nothing failed. */
  readonly failure: Failure | null
}

/** Whether a run ended, or was cut off, since memory ran out. */
export const ranOutOfMemory = (state: Run['state']): boolean => 'failure' in state && state.failure?.code === 'out-of-memory'

/** The outcome of a run; null while it runs and where it simply finished. */
export function outcomeOf(run: Run): Outcome | null {
  const { state } = run
  const again = run.checkpoint === null ? 'Nothing is lost but its time: begun again, it comes to the same end.' : null
  switch (state.state) {
    case 'running':
      return null
    case 'finished':
      if (!state.early) return null
      return plain(
        `It ended early, at step ${count(state.steps)}${ofTotal(run)}: validations had stopped getting better.`,
        keptOf(run, state.bestStep),
      )
    case 'stopped':
      return plain(`It was stopped at step ${count(state.steps)}${ofTotal(run)}.`, keptOf(run, state.bestStep))
    case 'paused':
      return plain(`It is paused at step ${count(state.step)}${ofTotal(run)}.`, keptOf(run, state.bestStep))
    case 'diverged':
      return {
        tone: 'bad',
        happened: state.message,
        kept: keptOf(run, state.bestStep),
        advice:
          run.checkpoint === null
            ? 'A lower learning rate usually helps: duplicate it with a third of this one.'
            : 'Continued, it goes back and on at half the learning rate where the loss breaks again; or duplicate it with a lower one.',
        failure: null,
      }
    case 'interrupted':
      return {
        tone: 'warn',
        happened: `It was cut off at step ${count(state.step)}${ofTotal(run)}${state.failure === null ? ': the app or the machine went away.' : '.'}`,
        kept: keptOf(run, state.bestStep),
        advice: ranOutOfMemory(state) ? sameMemory : again,
        failure: state.failure,
      }
    case 'failed':
      return {
        tone: 'bad',
        happened: 'The run failed.',
        // Where nothing is kept, the failure has said so.
        kept: run.checkpoint === null ? '' : keptOf(run, null),
        advice: ranOutOfMemory(state) ? sameMemory : null,
        failure: state.failure,
      }
  }
}

const sameMemory = 'Continued as it is, it would take the same memory again.'

const plain = (happened: string, kept: string): Outcome => ({ tone: 'plain', happened, kept, advice: null, failure: null })

const ofTotal = ({ data }: Run): string => (data === null ? '' : ` of ${count(data.totalSteps)}`)

/** What is left of a run, in words: what can answer, and from where it can go on. */
function keptOf(run: Run, bestStep: number | null): string {
  const from = run.checkpoint?.step ?? null
  const usable = run.usable && bestStep !== null
  if (usable && from !== null && from !== bestStep)
    return `Kept are its best weights, of step ${count(bestStep)}, and everything needed to go on from step ${count(from)}.`
  if (usable) return `What it knew at step ${count(bestStep)} is kept and can be used.`
  return from === null ? 'Nothing had been kept.' : `Everything needed to go on from step ${count(from)} is kept.`
}
