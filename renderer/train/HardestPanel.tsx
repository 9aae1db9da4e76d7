import { useEffect, useMemo, useState } from 'react'
import type { HardestRows, HardRow } from '../../electron/shared/hardest'
import { count, counted, loss } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { request } from '../studio/client'
import { jobOf, openDatasets, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { hasChangedSince } from './dataset-of-run'
import { OpenRunRow } from './OpenRunRow'
import { type RunWork, waitFor, waitingWords } from './run-work'
import { costBand, dearest, dearestFirst } from './token-cost'

/** Rows shown before all are asked for. */
const shownAtFirst = 8

/** The rows that a run finds hardest, with what each token of their answers costs it. */
export function HardestPanel({ run, work }: { readonly run: Run; readonly work: RunWork | null }) {
  const found = useStore((state) => state.hardest[run.id])
  const load = useStore((state) => state.loadHardest)
  const find = useStore((state) => state.findHardest)
  const snapshots = useStore((state) => state.snapshots)
  const job = useStore(jobOf(run.id, 'hardest'))
  const measuring = work === 'hardest'
  const running = run.state.state === 'running'
  // What another window had measured, or this one before its connection was lost, is there once the measuring is over.
  useEffect(() => {
    void snapshots
    if (!measuring) void load(run.id)
  }, [run.id, measuring, snapshots, load])
  if (!run.usable && !running) return null
  const wait = running ? 'Once the run is over' : waitFor(work)
  const stale = found !== undefined && 'bestStep' in run.state && run.state.bestStep !== found.step
  return (
    <section className="hardest" aria-labelledby="hardest-title">
      <header className="pane-head">
        <h2 id="hardest-title" title="Rows with the highest loss by the run’s best weights: often those that are wrong or unlike the rest">
          Hardest rows
        </h2>
        {found !== undefined && (
          <span className="small quiet clip">
            of {count(found.measured)}, by the weights of step {count(found.step)}
          </span>
        )}
        <span className="grow" />
        {measuring ? (
          <Button onClick={() => void request('job.cancel', { id: run.id })}>Cancel measuring</Button>
        ) : (
          (found === undefined || stale) && (
            <Button disabled={wait !== undefined} title={wait} onClick={() => void find(run.id)}>
              Find the hardest rows
            </Button>
          )
        )}
      </header>
      {measuring && (
        <div className="scoring">
          <ProgressBar label="Measuring rows" share={shareOf(job)} />
          <span className="num quiet">
            {job === null || job.total === 0 ? waitingWords(job?.phase) : `${count(job.done)} of ${counted(job.total, 'row')} measured`}
          </span>
        </div>
      )}
      {found !== undefined && !measuring && <Rows run={run} found={found} />}
    </section>
  )
}

function Rows({ run, found }: { readonly run: Run; readonly found: HardestRows }) {
  const [all, setAll] = useState(false)
  const changed = useStore((state) => hasChangedSince(run, openDatasets(state)))
  const sorted = useMemo(() => dearestFirst(found.rows), [found.rows])
  const rows = all ? sorted : sorted.slice(0, shownAtFirst)
  return (
    <>
      <p className="key-line small quiet">
        {changed && (
          <>
            <VisibleText text={run.dataset.name} /> has changed since this run, so that a row is looked for by what it says.{' '}
          </>
        )}
        The thicker a token’s line, the more it cost: <Bands />
      </p>
      <ol className="hard-rows" aria-label="Hardest rows">
        {rows.map((row, place) => (
          <li key={`${row.split}${row.row ?? place}`}>
            <HardRowLine runId={run.id} row={row} />
          </li>
        ))}
      </ol>
      {rows.length < found.rows.length && (
        <p className="more">
          <Button look="quiet" onClick={() => setAll(true)}>
            Show all {count(found.rows.length)}
          </Button>
        </p>
      )}
    </>
  )
}

const bands = [
  { band: 1, from: 'from 0.5' },
  { band: 2, from: '1.5' },
  { band: 3, from: '3 nats' },
] as const

function Bands() {
  return bands.map(({ band, from }) => (
    <span key={band}>
      <span className={`token cost-${band}`}>{from}</span>{' '}
    </span>
  ))
}

/** A token with its cost; the space before a word belongs to no mark, and none stands before the first word. */
function TokenMark({ token: { text, loss: cost }, first }: { readonly token: HardRow['tokens'][number]; readonly first: boolean }) {
  const word = text.trimStart()
  return (
    <>
      {first ? '' : text.slice(0, text.length - word.length)}
      <span className={`token cost-${costBand(cost)}`} title={cost === null ? 'not a number' : `${cost.toFixed(2)} nats`}>
        <VisibleText text={word} />
      </span>
    </>
  )
}

function HardRowLine({ runId, row }: { readonly runId: string; readonly row: HardRow }) {
  const named = dearest(row, 3)
  return (
    <>
      <p className="row">
        <b className="num" title="Mean loss of its answer, in nats per token">
          {loss(row.loss)}
        </b>
        <Flag>{row.split === 'train' ? 'learned from' : 'validation'}</Flag>
        {row.row !== null && <span className="small quiet">row {count(row.row + 1)}</span>}
        <span className="grow" />
        {row.row !== null && (
          <OpenRunRow runId={runId} row={row.row} label={`Open row ${row.row + 1} in the dataset`}>
            Open in the dataset
          </OpenRunRow>
        )}
      </p>
      <p className="answer-tokens">
        {row.tokens.map((token, place) => (
          <TokenMark key={place} token={token} first={place === 0} />
        ))}
        {named.length > 0 && (
          <span className="unseen">
            {' '}
            Dearest:{' '}
            {named.map((token) => `${token.text.trim()} ${token.loss === null ? 'not a number' : token.loss.toFixed(2)}`).join(', ')}.
          </span>
        )}
      </p>
    </>
  )
}
