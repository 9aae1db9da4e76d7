import { count, duration } from '../../shared/quantities'
import type { Run } from '../../shared/run'
import { outcomeOf } from '../../shared/run-outcome'
import type { Metric } from '../../shared/training'
import { type Html, html, visible } from '../pages/html'

/** How a run ended, or stands, in words; why, where it failed. */
export function ending(run: Run): Html {
  const outcome = outcomeOf(run)
  if (outcome === null) return html`<p>${plainEnding(run)}</p>`
  const { happened, kept, failure } = outcome
  return html`<p>${visible(happened)}</p>
${failure === null ? '' : html`<p>${visible(failure.message)}</p>`}${kept === '' ? '' : html`<p class="quiet">${kept}</p>`}`
}

/** How long a run learned, over all the times it was continued: in words, null where it has not begun. */
export function timeSpent({ state }: Run, metrics: readonly Metric[]): string | null {
  const seconds = Math.max('seconds' in state ? state.seconds : 0, metrics.at(-1)?.seconds ?? 0)
  return seconds === 0 ? null : duration(seconds)
}

/** How far a run came: updates made, and those it was to make, null where that is not known. */
export function reached({ state, data }: Run, metrics: readonly Metric[]): { readonly steps: number; readonly of: number | null } {
  const shown = metrics.at(-1)?.step ?? 0
  const steps = 'steps' in state ? state.steps : 'step' in state ? Math.max(state.step, shown) : shown
  return { steps, of: data?.totalSteps ?? null }
}

function plainEnding({ state, data }: Run): string {
  const total = data === null ? '' : ` of ${count(data.totalSteps)}`
  if (state.state === 'finished')
    return `It came to its end, at step ${count(state.steps)}${total}. Its best weights are those of step ${count(state.bestStep)}.`
  const step = 'step' in state ? state.step : 0
  return `It was still learning when this report was written, at step ${count(step)}${total}.`
}
