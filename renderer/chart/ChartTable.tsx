import { memo } from 'react'
import { count, counted, loss, rate } from '../text/format'
import type { Curves } from './curves'
import { firstFrom } from './decimate'

type Row = { readonly step: number; readonly valid: string; readonly train: string; readonly score: string }

/** Most validations, and most losses that were no numbers; the rest is counted. */
const most = 200

/** The curves as a table, for those who do not see them: the validations, and the losses that were no number. Nothing where there are none. */
export const ChartTable = memo(function ChartTable({ curves }: { readonly curves: Curves }) {
  const rows = rowsOf(curves)
  if (rows.length === 0) return null
  const scored = curves.score.step.length > 0
  return (
    <table className="unseen">
      <caption>{captionOf(curves)}</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Validation loss</th>
          <th scope="col">Training loss, smoothed</th>
          {scored && <th scope="col">Mention F1</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.step}>
            <td>{row.step}</td>
            <td>{row.valid}</td>
            <td>{row.train}</td>
            {scored && <td>{row.score}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
})

/** What the table is, and what of it is left out. */
export function captionOf({ valid, broken }: Curves): string {
  const validations = valid.step.length
  const left = brokenSteps(broken).length - most
  return [
    'Validation loss by step',
    ...(validations > most ? [`, the last ${count(most)} of ${counted(validations, 'validation')}`] : []),
    ...(left > 0 ? [`; ${counted(left, 'more training loss was', 'more training losses were')} not a number`] : []),
  ].join('')
}

/** A row for each of the last validations and each of the first training figures whose loss was no number, by step. */
export function rowsOf({ train, valid, score, broken }: Curves): readonly Row[] {
  const from = Math.max(0, valid.step.length - most)
  const validSteps = valid.step.slice(from)
  const valids = new Map(validSteps.map((step, place) => [step, loss(valid.loss[from + place] ?? null)]))
  const brokenTrain = new Set(brokenSteps(broken).slice(0, most))
  return [...new Set([...validSteps, ...brokenTrain])]
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      valid: valids.get(step) ?? '–',
      train: brokenTrain.has(step) ? loss(null) : smoothAt(train, step),
      score: scoreAt(score, step),
    }))
}

const brokenSteps = (broken: Curves['broken']): readonly number[] => broken.flatMap(({ split, step }) => (split === 'train' ? [step] : []))

function scoreAt({ step: steps, value }: Curves['score'], step: number): string {
  const place = firstFrom(steps, step)
  return steps[place] === step ? rate(value[place] ?? 0) : '–'
}

function smoothAt({ step: steps, smooth }: Curves['train'], step: number): string {
  const place = firstFrom(steps, step)
  return steps[place] === step ? loss(smooth[place] ?? null) : '–'
}
