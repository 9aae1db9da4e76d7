import { useState } from 'react'
import { count } from '../../electron/shared/quantities'
import { ruleWords } from '../../electron/shared/rule-words'
import type { Run } from '../../electron/shared/run'
import type { Comparison } from '../../electron/shared/scorecard'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { WeightsChoice } from '../parts/WeightsChoice'
import { WideTable } from '../parts/WideTable'
import { ExamplesDialog } from '../score/ExamplesDialog'
import { ScoreTable } from '../score/ScoreTable'
import { SliceTable } from '../score/SliceTable'
import { pairWords } from '../score/score-words'
import { request } from '../studio/client'
import { jobOf, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import { type RunWork, waitFor, waitingWords } from './run-work'
import '../score/score.css'

/** Base against tuned on held-out rows, in counts. */
export function ScorePanel({ run, work }: { readonly run: Run; readonly work: RunWork | null }) {
  const scoring = work === 'evaluate'
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
          <Button disabled={work !== null} title={waitFor(work)} onClick={() => void score(run.id)}>
            Score again
          </Button>
        )}
      </header>
      {scoring && (
        <div className="scoring">
          <ProgressBar label="Scoring" share={shareOf(job)} />
          <span className="num quiet">
            {job === null || job.total === 0
              ? waitingWords(job?.phase)
              : `${job.phase === 'base' ? 'Base model' : 'Tuned model'}: ${count(job.done)} of ${count(job.total)} answers in all`}
          </span>
        </div>
      )}
      {scoring && comparison === null && <div className="to-come" aria-hidden="true" />}
      {comparison !== null && <Scored run={run} comparison={comparison} />}
    </section>
  )
}

function Scored({ run, comparison }: { readonly run: Run; readonly comparison: Comparison }) {
  const [looking, setLooking] = useState(false)
  const pair = comparison.pairs.find(({ before }) => before === 'base')
  const rule = ruleWords(comparison)
  return (
    <>
      {rule.length > 0 && (
        <div className="score-words">
          {rule.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <WideTable label="Measures">
        <ScoreTable comparison={comparison} />
      </WideTable>
      {pair !== undefined && (
        <div className="score-words quiet">
          {pairWords(pair).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <Slices key={comparison.at} runId={run.id} />
      {pair !== undefined && (
        <div className="row score-more">
          <Button onClick={() => setLooking(true)}>Look at the texts…</Button>
        </div>
      )}
      {looking && pair !== undefined && (
        <ExamplesDialog run={run} before={pair.before} after={pair.after} onClose={() => setLooking(false)} />
      )}
    </>
  )
}

/** Parts of the references and texts of one scoring, folded; asked for at once, since paper unfolds them. */
function Slices({ runId }: { readonly runId: string }) {
  const answer = useAnswer('run.slices', { runId })
  return (
    <details className="score-more">
      <summary>By kind of reference, by length of text</summary>
      {answer?.ok === false && <FailureNote failure={answer.failure} />}
      {answer?.ok === true && (
        <WideTable label="By part">
          <SliceTable slices={answer.value.slices} />
        </WideTable>
      )}
    </details>
  )
}
