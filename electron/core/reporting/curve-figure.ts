import { count, loss } from '../../shared/quantities'
import { f1Words } from '../../shared/score-words'
import { type Html, html } from '../pages/html'
import { type DrawnCurve, drawnCurve, tenths } from './curve-path'
import type { RunCurves } from './curves'
import { type PlotFrame, picture, plotFrame } from './plot-frame'
import type { Tick } from './ticks'

/** Most validations that get a sign of their own. */
const mostSigns = 60

/**
 * The curves of a run as an SVG in a figure with its legend: it runs nothing, and takes its colours from the page. Every curve has a dash or a sign
 * that tells it from the others without its colour. A sentence where there are no figures.
 */
export function curveFigure(curves: RunCurves): Html {
  const frame = plotFrame(curves)
  if (frame === null) return html`<p class="quiet">This run has no figures.</p>`
  const train = drawnCurve(curves.train, frame, frame.y)
  const smooth = drawnCurve(curves.smooth, frame, frame.y)
  const valid = drawnCurve(curves.valid, frame, frame.y)
  const score = drawnCurve(curves.score, frame, frame.scoreY)
  const base = curves.base === null ? null : tenths(frame.y(curves.base))
  return html`<figure class="curves">
<div class="scroll" role="region" aria-label="Curves" tabindex="0">
<svg viewBox="0 0 ${picture.width} ${picture.height}" role="img" aria-label="${summary(curves, frame)}">
${axes(frame)}
${base === null ? '' : html`<path class="line base" d="M${frame.left} ${base}H${frame.right}"/>`}
${withinPlot(html`${line('train', train)}${line('smooth', smooth)}${line('valid', valid)}`, frame)}${line('score', score)}
${valid.points.length > mostSigns ? '' : valid.points.filter(({ y }) => y >= frame.top).map(({ x, y }) => html`<circle class="sign valid" cx="${x}" cy="${y}" r="3.5"/>`)}
${score.points.length > mostSigns ? '' : score.points.map(({ x, y }) => html`<rect class="sign score" x="${tenths(x - 3.5)}" y="${tenths(y - 3.5)}" width="7" height="7"/>`)}
${bestMark(curves, frame)}${breakMarks(curves, frame)}${aboveMarks(frame)}
</svg>
</div>
<figcaption>${legend(curves, frame)}</figcaption>
</figure>`
}

function line(name: string, { path }: DrawnCurve): Html {
  return path === '' ? html`` : html`<path class="line ${name}" d="${path}"/>`
}

/** Lines cut off at the top of the plot, where some of them leave it. */
function withinPlot(lines: Html, { above, top }: PlotFrame): Html {
  if (above.length === 0) return lines
  const height = picture.height - top
  return html`<clipPath id="plot"><rect x="0" y="${top}" width="${picture.width}" height="${height}"/></clipPath><g clip-path="url(#plot)">${lines}</g>`
}

/** An arrow to each loss above the plot, beside the line that leaves it, each in a row of its own. */
function aboveMarks({ above, left, right, top, x }: PlotFrame): readonly Html[] {
  return above.map(({ step, value }, row) => {
    const at = x(step)
    const isAtLeft = at < (left + right) / 2
    return html`<text${{ markup: isAtLeft ? '' : ' class="end"' }} x="${tenths(at + (isAtLeft ? 5 : -5))}" y="${top + 12 + row * 14}">↑ ${loss(value)}</text>`
  })
}

function axes({ left, right, bottom, x, y, scoreY, stepTicks, lossTicks, scoreTicks, scale }: PlotFrame): Html {
  const along = (ticks: readonly Tick[], place: (value: number) => number, draw: (at: number, label: string) => Html) =>
    ticks.map(({ value, label }) => draw(tenths(place(value)), label))
  return html`${along(lossTicks, y, (at, label) => html`<path class="grid" d="M${left} ${at}H${right}"/><text class="end" x="${left - 8}" y="${tenths(at + 4.5)}">${label}</text>`)}
${along(stepTicks, x, (at, label) => html`<path class="tick" d="M${at} ${bottom}v5"/><text class="middle" x="${at}" y="${bottom + 20}">${label}</text>`)}
${along(scoreTicks, scoreY, (at, label) => html`<path class="tick" d="M${right} ${at}h5"/><text x="${right + 10}" y="${tenths(at + 4.5)}">${label}</text>`)}
<path class="axis" d="M${left} ${bottom}H${right}"/>
<text class="name" x="${left - 52}" y="14">loss, nats per token${scale === 'log' ? ', logarithmic' : ''}</text>
<text class="name middle" x="${tenths((left + right) / 2)}" y="${bottom + 39}">step</text>
${scoreTicks.length === 0 ? '' : html`<text class="name end" x="${picture.width - 4}" y="14">mention F1</text>`}`
}

/** A line up from the best validation to its name over the plot, and a ring around it. */
function bestMark({ best }: RunCurves, { x, y, left, right, top, bottom }: PlotFrame): Html {
  if (best === null) return html``
  const [across, down] = [tenths(x(best.step)), tenths(y(best.loss))]
  if (!Number.isFinite(down)) return html``
  const anchor = across > right - 60 ? 'end' : across < left + 60 ? '' : 'middle'
  return html`<path class="best" d="M${across} ${top - 6}V${bottom}"/><circle class="best" cx="${across}" cy="${down}" r="7"/><text class="bold ${anchor}" x="${across}" y="${top - 11}">best</text>`
}

/** A cross on the axis under each loss that was no number; where they crowd, one for several. */
function breakMarks({ broken }: RunCurves, { x, bottom, top }: PlotFrame): readonly Html[] {
  let last = Number.NEGATIVE_INFINITY
  return broken.flatMap((step) => {
    const at = tenths(x(step))
    if (at - last < 9) return []
    last = at
    return [html`<path class="break" d="M${at} ${top}V${bottom - 12}M${at - 4} ${bottom - 11}l8 8m0 -8l-8 8"/>`]
  })
}

function legend({ train, smooth, valid, score, base, best, broken }: RunCurves, { above }: PlotFrame): Html {
  const key = (inner: Html) => html`<svg class="key" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true">${inner}</svg>`
  const stroke = (name: string) => html`<path class="line ${name}" d="M1 6H25"/>`
  const isSmoothed = smooth.values.some((value, place) => Number.isFinite(value) && value !== train.values[place])
  const entries = [
    ...(train.steps.length === 0 ? [] : [html`<li>${key(stroke(isSmoothed ? 'train' : 'smooth'))}training loss</li>`]),
    ...(isSmoothed ? [html`<li>${key(stroke('smooth'))}training loss, smoothed</li>`] : []),
    ...(valid.steps.length === 0
      ? []
      : [html`<li>${key(html`${stroke('valid')}<circle class="sign valid" cx="13" cy="6" r="3.5"/>`)}validation loss</li>`]),
    ...(base === null ? [] : [html`<li>${key(stroke('base'))}base model, ${loss(base)}</li>`]),
    ...(score.steps.length === 0
      ? []
      : [
          html`<li>${key(html`${stroke('score')}<rect class="sign score" x="9.5" y="2.5" width="7" height="7"/>`)}mention F1 at validations</li>`,
        ]),
    ...(best === null
      ? []
      : [html`<li>${key(html`<circle class="best" cx="13" cy="6" r="5"/>`)}best, ${loss(best.loss)} at step ${count(best.step)}</li>`]),
    ...(broken.length === 0 ? [] : [html`<li>${key(html`<path class="break" d="M9 2l8 8m0 -8l-8 8"/>`)}not a number</li>`]),
    ...(above.length === 0 ? [] : [html`<li>↑ far above this axis</li>`]),
  ]
  return html`<ul class="legend">${entries}</ul>`
}

/** The picture in a sentence or three. */
function summary({ train, valid, score, base, best, broken }: RunCurves, { steps: { from, to }, above }: PlotFrame): string {
  const last = (values: readonly number[]) => values.findLast(Number.isFinite)
  const [trained, checked, scored] = [last(train.values), last(valid.values), last(score.values)]
  return [
    `Losses by step, from ${count(from)} to ${count(to)}.`,
    ...(base === null ? [] : [`Validation loss before the first step ${loss(base)}.`]),
    ...(trained === undefined ? [] : [`Last training loss ${loss(trained)}.`]),
    ...(checked === undefined ? [] : [`Last validation loss ${loss(checked)}.`]),
    ...(best === null ? [] : [`Validation loss ${loss(best.loss)} at the best step, ${count(best.step)}.`]),
    ...(scored === undefined ? [] : [`Last mention F1 ${f1Words(scored)}.`]),
    ...(above.length === 0
      ? []
      : [`Above the picture: ${above.map(({ step, value }) => `${loss(value)} at step ${count(step)}`).join(', ')}.`]),
    ...(broken.length === 0 ? [] : [`${broken.length === 1 ? 'One loss was' : `${count(broken.length)} losses were`} not a number.`]),
    'The table after it has the figures.',
  ].join(' ')
}
