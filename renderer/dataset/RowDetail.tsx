import { useEffect, useRef } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'
import type { RowTab } from './desk-slice'
import { partWords } from './part-words'
import { RowAsRead } from './RowAsRead'
import { RowLineEditor } from './RowLineEditor'
import { RowProblems } from './RowProblems'
import { RowTurns } from './RowTurns'
import type { RowDraft } from './row-draft'
import { useRow } from './use-row'

type Props = {
  readonly dataset: DatasetSummary
  readonly id: number
  /** How rows are shown; null lets the row decide. */
  readonly tab: RowTab | null
}

/** One row whole: its turns, its line of JSON, or what a model reads; what is wrong, and the way to mend it. What is typed is kept at once. */
export function RowDetail({ dataset, id, tab }: Props) {
  const { draft, atHand } = useRow(dataset, id)
  const lookAt = useStore((state) => state.lookAt)
  const revert = useStore((state) => state.revertRows)
  const walk = useStore((state) => state.walkProblems)
  const { detail, failure, pending } = atHand
  // A row decides when it is chosen, not in the middle of a word.
  const decided = useRef<{ readonly draft: RowDraft; readonly tab: RowTab } | null>(null)
  if (detail !== null && decided.current?.draft !== draft) decided.current = { draft, tab: detail.turns === null ? 'json' : 'text' }
  const shown = tab ?? decided.current?.tab ?? 'text'
  const subject = `${dataset.id} ${id} ${shown}`
  // Each view begins with what the other wrote.
  const show = (next: RowTab) => void draft.flush().then(() => lookAt(dataset.id, { tab: next }))
  // What was undone or deleted elsewhere is here no more; what is typed in it stays to be copied.
  const isGone = failure?.code === 'not-found' && pending.size === 0
  useEffect(() => {
    if (isGone) lookAt(dataset.id, { cursor: null })
  }, [isGone, lookAt, dataset.id])
  return (
    <>
      <header className="pane-head">
        <Button className="back" look="quiet" onClick={() => lookAt(dataset.id, { cursor: null })}>
          Back to the rows
        </Button>
        <h2>{detail === null ? 'Row' : `Row ${count(detail.row.index + 1)}`}</h2>
        {detail?.row.edited === true && (
          <Flag tone="live" title="edited">
            edited
          </Flag>
        )}
        {detail !== null && detail.row.part !== null && <Flag>{partWords[detail.row.part]}</Flag>}
        {detail !== null && detail.row.tokens !== null && (
          <span className="small num quiet clip">{counted(detail.row.tokens, 'token')}</span>
        )}
        <span className="grow" />
        <Segmented
          label="Show the row as"
          value={shown}
          options={[
            { value: 'text', label: 'Text' },
            { value: 'json', label: 'JSON' },
            { value: 'model', label: 'As the model reads it' },
          ]}
          onChange={show}
        />
      </header>
      {failure !== null && <FailureNote failure={failure} title={pending.size > 0 ? 'What was typed is not kept yet' : 'The row'} />}
      <div className="detail">
        {detail === null ? (
          <p className="nothing">Reading the row …</p>
        ) : shown === 'text' ? (
          <RowTurns format={dataset.format} detail={detail} draft={draft} subject={subject} onJson={() => show('json')} />
        ) : shown === 'json' ? (
          <RowLineEditor detail={detail} draft={draft} subject={subject} />
        ) : (
          <RowAsRead dataset={dataset} id={id} />
        )}
      </div>
      {detail !== null && <RowProblems dataset={dataset} id={id} problems={detail.row.problems} />}
      <footer className="pane-foot">
        <Button disabled={detail?.row.edited !== true} onClick={() => void revert(dataset.id, { of: 'rows', ids: [id] })}>
          Revert
        </Button>
        <span className="grow" />
        {dataset.flaggedRows > 0 && (
          <>
            <Button look="quiet" onClick={() => void walk(dataset.id, 'previous')}>
              Previous problem
            </Button>
            <Button look="quiet" onClick={() => void walk(dataset.id, 'next')}>
              Next problem
            </Button>
          </>
        )}
      </footer>
    </>
  )
}
