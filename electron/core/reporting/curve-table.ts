import { count, loss } from '../../shared/quantities'
import { f1Words } from '../../shared/score-words'
import { scrolled } from '../evaluating/report/report-tables'
import { type Html, html } from '../pages/html'
import { type RunCurves, valueAt, valueUpTo } from './curves'

/** Most rows of the table; what is left out is counted. */
const mostRows = 40
/** Most losses that were no number which have a row. */
const mostBroken = 10

/** The figures of the curves: each validation, thinned evenly where there are many, and losses that were no number. Nothing without figures. */
export function curveTable(curves: RunCurves): Html {
  const { smooth, valid, score, best, broken } = curves
  const source = valid.steps.length > 0 ? valid.steps : curves.train.steps
  const thinned = evenly(source, mostRows)
  const kept = [...thinned, ...broken.slice(0, mostBroken), ...(best === null ? [] : [best.step])]
  const steps = [...new Set(kept)].sort((a, b) => a - b)
  if (steps.length === 0) return html``
  const hasScore = score.steps.length > 0
  const cell = (value: number | null, write: (value: number) => string) => html`<td>${value === null ? '–' : write(value)}</td>`
  const rows = steps.map(
    (step) =>
      html`<tr${{ markup: step === best?.step ? ' class="best"' : '' }}><th scope="row">${count(step)}</th>${cell(valueUpTo(smooth, step), loss)}${cell(valueAt(valid, step), loss)}${hasScore ? cell(valueAt(score, step), f1Words) : ''}<td>${step === best?.step ? 'best' : ''}</td></tr>`,
  )
  const thinning = thinned.length < source.length ? `, ${count(thinned.length)} of ${count(source.length)}` : ''
  const more =
    broken.length > mostBroken ? ` Of ${count(broken.length)} losses that were not a number the first ${mostBroken} are here.` : ''
  return html`<details><summary>The figures as a table</summary>
${scrolled(
  'Figures of the curves',
  html`<table><caption>${valid.steps.length > 0 ? 'Validations' : 'Training figures'} by step${thinning}; losses in nats per token.${more}</caption>
<thead><tr><th scope="col">Step</th><th scope="col">Training loss, smoothed</th><th scope="col">Validation loss</th>${hasScore ? html`<th scope="col">Mention F1</th>` : ''}<td></td></tr></thead>
<tbody>${rows}</tbody></table>`,
)}</details>`
}

/** At most so many, the first and the last among them. */
function evenly(all: readonly number[], most: number): readonly number[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, place) => all[Math.round((place * (all.length - 1)) / (most - 1))] ?? 0)
}
