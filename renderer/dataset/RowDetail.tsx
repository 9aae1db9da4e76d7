import { lazy, Suspense } from 'react'
import type { DatasetSummary, RowView } from '../../electron/shared/dataset'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { Segmented } from '../parts/Segmented'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { RowFields } from './RowFields'
import { useRow } from './use-row'

const JsonEditor = lazy(() => import('./JsonEditor').then((loaded) => ({ default: loaded.JsonEditor })))

/** The two ways a row is shown. */
export type RowTab = 'fields' | 'json'

type Props = {
  readonly dataset: DatasetSummary
  readonly index: number
  /** How rows are shown; null lets the row decide. */
  readonly tab: RowTab | null
  readonly onTab: (tab: RowTab) => void
  readonly onKept: (row: RowView) => void
  readonly onWalk: (direction: 'next' | 'previous') => void
}

/** One row whole: as fields or as its line of JSON, with what is wrong and the way to mend it. */
export function RowDetail({ dataset, index, tab, onTab, onKept, onWalk }: Props) {
  const row = useRow(dataset.id, index, onKept)
  const lookAt = useStore((state) => state.lookAt)
  const saveFile = useStore((state) => state.saveDataset)
  const { held, problems, changed } = row
  // ⌘S keeps the row first, so that the file gets what is on the screen.
  useCommand('file.save', changed ? () => void row.save().then(() => saveFile(dataset.id, false)) : null)
  const line = held?.row.line
  const shown = tab ?? (held !== null && held.messages === null ? 'json' : 'fields')
  return (
    <>
      <header className="pane-head">
        <Button className="back" look="quiet" onClick={() => lookAt(dataset.id, { selected: null })}>
          Back to the rows
        </Button>
        <h2>{line === undefined ? 'Row' : `Row ${line}`}</h2>
        {changed ? <Flag tone="warn">not kept yet</Flag> : held?.row.edited === true && <Flag tone="live">edited</Flag>}
        <span className="grow" />
        <Segmented
          label="Show the row as"
          value={shown}
          options={[
            { value: 'fields', label: 'Fields' },
            { value: 'json', label: 'JSON' },
          ]}
          onChange={onTab}
        />
      </header>
      {row.failure !== null && <FailureNote failure={row.failure} />}
      <div className="detail">
        {held === null ? (
          <p className="nothing">Reading the row …</p>
        ) : shown === 'fields' ? (
          <RowFields raw={row.raw} onType={row.type} onJson={() => onTab('json')} />
        ) : (
          <Suspense fallback={<p className="nothing">Opening the editor …</p>}>
            <JsonEditor value={row.raw} line={held.row.line} problems={problems} onType={row.type} />
          </Suspense>
        )}
      </div>
      {problems.length > 0 && (
        <ul className="problems" aria-label="Problems of this row">
          {problems.map((problem) => (
            <li key={`${problem.code}${problem.line}-${problem.column}`} className={problem.severity}>
              <span aria-hidden="true">{problem.severity === 'error' ? '✗' : '⚠'}</span>
              <span>
                <VisibleText text={problem.message} />
                <span className="num quiet">
                  {' '}
                  line {problem.line}, column {problem.column}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <footer className="pane-foot">
        <Button disabled={!changed} onClick={() => void row.save()}>
          Save row
        </Button>
        <Button disabled={!changed && held?.row.edited !== true} onClick={() => void row.revert()}>
          Revert
        </Button>
        <span className="grow" />
        {dataset.errors + dataset.warnings > 0 && (
          <>
            <Button look="quiet" onClick={() => onWalk('previous')}>
              Previous problem
            </Button>
            <Button look="quiet" onClick={() => onWalk('next')}>
              Next problem
            </Button>
          </>
        )}
      </footer>
    </>
  )
}
