import { count, counted, loss } from '../../shared/quantities'
import type { Run } from '../../shared/run'
import { f1Words } from '../../shared/score-words'
import { cardOf, type Evaluation, tunedCard } from '../../shared/scorecard'
import type { Metric } from '../../shared/training'
import { reportStyle } from '../evaluating/report/report-style'
import { type Html, html, visible } from '../pages/html'
import { standalonePage } from '../pages/standalone-page'
import { aboutSection } from './about-section'
import { curveFigure } from './curve-figure'
import { curveTable } from './curve-table'
import { curvesOf, type RunCurves } from './curves'
import { ending, reached, timeSpent } from './ending'
import { recordSections } from './record-section'
import { runReportStyle } from './run-report-style'
import { scoreSection } from './score-section'
import { settingsSection } from './settings-section'
import { momentWords } from './words'

/** All that a run's report is made of. */
export type RunReportParts = {
  readonly run: Run
  readonly metrics: readonly Metric[]
  /** Everything it was scored on; null where it was not, or where that is not there any more. */
  readonly evaluation: Evaluation | null
  /** Versions of the libraries that trained it, by name. */
  readonly libraries: Readonly<Record<string, string>>
  /** The app's own version. */
  readonly version: string
  /** When the report is written, in ISO 8601. */
  readonly at: string
}

/** A report of a run as one HTML page: no scripts, nothing fetched, light or dark by the reader's system, and fit to be printed. */
export function runReport({ run, metrics, evaluation, libraries, version, at }: RunReportParts): string {
  const curves = curvesOf(metrics)
  const body = html`<main>
<h1>${visible(run.name)}</h1>
<p class="quiet">A run of ${visible(run.model.name)} on ${visible(run.dataset.name)}. Written ${momentWords(at)}.</p>
${figures(run, metrics, curves)}
${ending(run)}
<h2>Curves</h2>
${curveFigure(curves)}
${curveTable(curves)}
${run.comparison === null ? html`<h2>Scorecard</h2><p class="quiet">It was not scored.</p>` : scoreSection(run.comparison, evaluation)}
<h2>What it was made from</h2>
${aboutSection(run)}
${settingsSection(run)}
${recordSections(run)}
<h2>Versions</h2>
<p>${versions(libraries, version)} <span class="quiet">Run <code>${run.id}</code></span></p>
</main>`
  return standalonePage(html`Run: ${run.name}`, `${reportStyle}${runReportStyle}`, body)
}

/** The figures that are looked for first. */
function figures(run: Run, metrics: readonly Metric[], { best, base }: RunCurves): Html {
  const { comparison, data } = run
  const [tuned, untuned] = comparison === null ? [] : [tunedCard(comparison), cardOf(comparison, 'base')]
  const { steps, of } = reached(run, metrics)
  const time = timeSpent(run, metrics)
  const figure = (big: string, small: string) => html`<li><strong>${big}</strong><span class="quiet">${small}</span></li>`
  const before = base === null ? '' : `, ${loss(base)} before`
  return html`<ul class="figures">${[
    ...(tuned === undefined
      ? []
      : [
          figure(
            f1Words(tuned.f1),
            `mention F1${untuned === undefined ? '' : `, base ${f1Words(untuned.f1)}`}; ${counted(tuned.texts, 'text')}`,
          ),
        ]),
    ...(best === null ? [] : [figure(loss(best.loss), `validation loss, best at step ${count(best.step)}${before}`)]),
    figure(
      count(steps),
      `${of === null ? (steps === 1 ? 'step' : 'steps') : `of ${counted(of, 'step')}`}${data === null ? '' : `, ${count(data.stepsPerEpoch)} an epoch`}`,
    ),
    ...(time === null ? [] : [figure(time, 'it took')]),
  ]}</ul>`
}

function versions(libraries: Readonly<Record<string, string>>, version: string): string {
  const known = Object.entries(libraries).map(([name, number]) => `${name} ${number}`)
  return `Written by Antecedent ${version}.${known.length === 0 ? '' : ` Trained with ${known.join(', ')}.`}`
}
