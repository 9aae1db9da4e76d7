import { type Column, firstFrom } from '../../electron/shared/decimate'
import { count, counted, loss } from '../../electron/shared/quantities'
import { rate, unknown } from '../text/format'
import type { Curves } from './curves'
import { type Charted, linesOf, type ViewName, views, writeValue } from './views'

/** A view's curves in words, for those who do not see them. */
export type Table = {
  readonly caption: string
  /** Beside the step. */
  readonly columns: readonly string[]
  readonly rows: readonly { readonly step: number; readonly cells: readonly string[] }[]
}

/** Most validations or training figures, and most that were no numbers; the rest is counted. */
const most = 200

/**
 * The run's own curves of a view as a table; null where it has no row. Of the loss the validations and the training losses that were no
 * number, of the others the training figures, thinned evenly where there are many.
 * @param machine memory of this machine in bytes
 */
export function tableOf(view: ViewName, run: Charted, machine: number): Table | null {
  const table = view === 'loss' ? lossTable(run.curves) : trainingTable(view, run, machine)
  return table.rows.length === 0 ? null : table
}

function lossTable({ train, valid, score, broken }: Curves): Table {
  const brokenTrain = broken.loss.flatMap(({ split, step }) => (split === 'train' ? [step] : []))
  const scored = score.step.length > 0
  const steps = ascending([...valid.step.slice(-most), ...brokenTrain.slice(0, most)])
  const cells = (step: number) => [
    cell(valid.step, valid.loss, step, loss),
    cell(train.step, train.smooth, step, loss),
    ...(scored ? [cell(score.step, score.value, step, rate)] : []),
  ]
  const left = brokenTrain.length - most
  return {
    caption: [
      'Validation loss by step',
      ...(valid.step.length > most ? [`, the last ${count(most)} of ${counted(valid.step.length, 'validation')}`] : []),
      ...(left > 0 ? [`; ${counted(left, 'more training loss was', 'more training losses were')} not a number`] : []),
    ].join(''),
    columns: ['Validation loss', 'Training loss, smoothed', ...(scored ? ['Mention F1'] : [])],
    rows: steps.map((step) => ({ step, cells: cells(step) })),
  }
}

function trainingTable(view: Exclude<ViewName, 'loss'>, run: Charted, machine: number): Table {
  const { train, broken } = run.curves
  const lines = linesOf(view, [run], machine)
  const columns = lines.filter(({ steps }) => steps === train.step)
  const levels = lines.filter(({ steps }) => steps !== train.step)
  const breaks = view === 'gradient' ? broken.gradient.map(({ step }) => step) : []
  const all = train.step.length
  // By powers of two, so that rows of a growing table stay.
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2(all / most)))
  const steps = ascending([...train.step.filter((_, place) => place % stride === 0 || place === all - 1), ...breaks.slice(0, most)])
  const shown = new Set(steps)
  const left = breaks.filter((step) => !shown.has(step)).length
  return {
    caption: [
      `${views[view].title} by step`,
      ...(stride > 1 ? [`, one in ${count(stride)} of ${count(all)} figures`] : []),
      ...levels.map((line) => `; ${line.label} ${writeValue(view, line, line.values[0] ?? Number.NaN)}`),
      ...(left > 0 ? [`; ${counted(left, 'more was', 'more were')} not a number`] : []),
    ].join(''),
    columns: columns.map(({ label }) => `${label.charAt(0).toUpperCase()}${label.slice(1)}`),
    rows: steps.map((step) => ({
      step,
      cells: columns.map((line) => cell(line.steps, line.values, step, (value) => writeValue(view, line, value))),
    })),
  }
}

const ascending = (steps: readonly number[]): readonly number[] => [...new Set(steps)].sort((a, b) => a - b)

/** A column's value at a step in words; a dash where it has none there. */
function cell(steps: Column, values: Column, step: number, write: (value: number) => string): string {
  const place = firstFrom(steps, step)
  return steps[place] === step ? write(values[place] ?? Number.NaN) : unknown
}
