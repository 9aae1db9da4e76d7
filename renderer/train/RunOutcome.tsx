import { useState } from 'react'
import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { outcomeOf } from '../../electron/shared/run-outcome'
import { Button } from '../parts/Button'
import { LogDialog } from '../parts/LogDialog'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { OpenRunRow } from './OpenRunRow'
import { continuesFrom, wayOn } from './outcome'
import { type RunWork, waitFor } from './run-work'

const signs = { bad: '✗', warn: '⚠', plain: '' } as const

/** How a run ended, or stands still: what happened, what is left of it, and the way on. */
export function RunOutcome({ run, work }: { readonly run: Run; readonly work: RunWork | null }) {
  const outcome = outcomeOf(run)
  const from = continuesFrom(run)
  if (outcome === null) return null
  const { tone, happened, kept, advice, failure } = outcome
  return (
    <section className={`outcome ${tone}`} aria-label="How it ended" role={tone === 'plain' ? undefined : 'alert'}>
      <div className="grow">
        <p>
          {signs[tone] !== '' && (
            <span className="sign" aria-hidden="true">
              {signs[tone]}{' '}
            </span>
          )}
          <VisibleText text={happened} /> {failure === null ? kept : null}
        </p>
        {failure !== null && (
          <p>
            <VisibleText text={failure.message} /> {failure.hint !== undefined && <VisibleText text={failure.hint} />}
          </p>
        )}
        {failure !== null && kept !== '' && <p className="quiet">{kept}</p>}
        {advice !== null && <p className="quiet">{advice}</p>}
        <NamedRows run={run} rows={run.state.state === 'diverged' ? run.state.rows : []} />
      </div>
      <OutcomeActions run={run} work={work} from={from} withLog={tone !== 'plain'} />
    </section>
  )
}

type ActionsProps = { readonly run: Run; readonly work: RunWork | null; readonly from: number | null; readonly withLog: boolean }

function OutcomeActions({ run, work, from, withLog }: ActionsProps) {
  const [logOpen, setLogOpen] = useState(false)
  const goOn = useStore((state) => state.continueRun)
  const continuing = useStore((state) => state.continuing.includes(run.id))
  const duplicate = useStore((state) => state.fillFrom)
  const next = wayOn(run)
  const first = { look: 'primary', shortcut: { key: 'Enter' } } as const
  return (
    <div className="row">
      {withLog && <Button onClick={() => setLogOpen(true)}>Show the log</Button>}
      {from !== null && (
        <Button
          {...(next === 'continue' ? first : {})}
          disabled={continuing || work !== null}
          title={waitFor(work)}
          onClick={() => void goOn(run.id)}
        >
          {continuing ? 'Continuing …' : from === 0 ? 'Begin again' : `Continue from step ${count(from)}`}
        </Button>
      )}
      {next !== 'continue' && withLog && (
        <Button {...(next === 'change' ? first : {})} onClick={() => duplicate(run)}>
          Try again with changes…
        </Button>
      )}
      {logOpen && <LogDialog runId={run.id} onClose={() => setLogOpen(false)} />}
    </div>
  )
}

/** Most rows that get a button; the message names all of them. */
const mostRows = 8

/** Rows that had a part in it, a click away. */
function NamedRows({ run, rows }: { readonly run: Run; readonly rows: readonly number[] }) {
  if (rows.length === 0) return null
  return (
    <p className="row">
      {rows.slice(0, mostRows).map((row) => (
        <OpenRunRow key={row} runId={run.id} row={row} look="link">
          Open row {count(row + 1)}
        </OpenRunRow>
      ))}
      {rows.length > mostRows && <span className="quiet">and {count(rows.length - mostRows)} more</span>}
    </p>
  )
}
