import type { Run } from '../../electron/shared/run'
import type { Scorecard } from '../../electron/shared/scorecard'
import { Button } from '../parts/Button'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { WeightsChoice } from '../parts/WeightsChoice'
import { request } from '../studio/client'
import { jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { count, percent, rate } from '../text/format'

type Line = { readonly name: string; readonly hint: string; readonly of: (card: Scorecard) => string }

const lines: readonly Line[] = [
  {
    name: 'mentions right',
    hint: 'References written out as they should be',
    of: (card) => `${count(card.correct + card.form)} of ${count(card.mentions)}`,
  },
  { name: 'left as they were', hint: 'References that should have been written out', of: (card) => count(card.missed) },
  { name: 'wrong entity', hint: 'Written out as somebody or something else', of: (card) => count(card.wrong) },
  {
    name: 'invented or deleted',
    hint: 'Names that the text does not have, or references that are gone',
    of: (card) => count(card.invented + card.deleted),
  },
  { name: 'other changes', hint: 'Places changed that should have been left alone', of: (card) => count(card.outsideEdits) },
  { name: 'other words untouched', hint: 'Share of the words outside mentions that stayed', of: (card) => percent(card.untouched) },
  {
    name: 'texts all right',
    hint: 'Every mention right, nothing else changed',
    of: (card) => `${count(card.perfectTexts)} of ${count(card.texts)}`,
  },
  { name: 'mention F1', hint: 'One figure for finding and resolving mentions: 0 to 1', of: (card) => rate(card.f1) },
]

/** Base against tuned on held-out rows, in counts. */
export function ScorePanel({ run, scoring }: { readonly run: Run; readonly scoring: boolean }) {
  const job = useStore(jobOf(run.id, 'evaluate'))
  const score = useStore((state) => state.scoreRun)
  const { comparison } = run
  return (
    <section className="score" aria-labelledby="score-title">
      <header className="pane-head">
        <h2 id="score-title">Score</h2>
        {comparison !== null && (
          <span className="small quiet clip">
            <VisibleText text={comparison.data} />
          </span>
        )}
        <span className="grow" />
        <WeightsChoice run={run} disabled={scoring} />
        {scoring ? (
          <Button onClick={() => void request('job.cancel', { id: run.id })}>Cancel scoring</Button>
        ) : (
          <Button onClick={() => void score(run.id)}>Score again</Button>
        )}
      </header>
      {scoring && (
        <div className="scoring">
          <ProgressBar label="Scoring" share={job === null || job.total === 0 ? null : job.done / job.total} />
          <span className="num quiet">
            {job === null || job.total === 0
              ? 'Loading the model'
              : `${job.phase === 'base' ? 'Base model' : 'Tuned model'}: ${count(job.done)} of ${count(job.total)} answers in all`}
          </span>
        </div>
      )}
      {comparison !== null && (
        <table className="scores">
          <thead>
            <tr>
              <td />
              <th scope="col" title="The same texts handed back unchanged">
                unchanged
              </th>
              <th scope="col">base</th>
              <th scope="col">{comparison.weights === 'last' ? 'tuned, last weights' : 'tuned'}</th>
            </tr>
          </thead>
          <tbody className="num">
            {lines.map((line) => (
              <tr key={line.name} title={line.hint}>
                <th scope="row">{line.name}</th>
                <td>{line.of(comparison.copy)}</td>
                <td>{line.of(comparison.base)}</td>
                <td className="best">{line.of(comparison.tuned)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
