import { type DatasetSummary, type RowQuery, severityOf } from '../../electron/shared/dataset'
import { bytes, count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { growthOf, openDatasets } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { CountTokens } from './CountTokens'
import type { DeskPanel } from './desk-slice'
import { problemFlag } from './problem-words'
import { SenseChecks } from './SenseChecks'

type Props = {
  readonly dataset: DatasetSummary
  readonly query: RowQuery
  readonly panel: DeskPanel
  readonly onPanel: (panel: DeskPanel) => void
  readonly onSaveAs: () => void
}

/** Under the head: what was found in the rows, which moves nothing as it comes, what can be done with them, and the other datasets that are open. */
export function DatasetBar({ dataset, query, panel, onPanel, onSaveAs }: Props) {
  const { id, flaggedRows, rows, usableRows, unsavedRows, undo, redo } = dataset
  const datasets = useStore(openDatasets)
  const find = useStore((state) => state.find)
  const go = useStore((state) => state.go)
  const close = useStore((state) => state.closeDataset)
  const takeBack = useStore((state) => state.undo)
  const bringBack = useStore((state) => state.redo)
  const unusable = rows - usableRows
  const toCheck = flaggedRows - unusable
  const notes = dataset.problems.filter(({ code }) => severityOf(code) === 'note')
  const pending = useStore((state) => growthOf(id)(state)?.counts.pending ?? 0)
  const toggle = (other: DeskPanel) => () => onPanel(panel === other ? 'row' : other)
  const press = (problem: RowQuery['problem']) => () => find(id, { problem: query.problem === problem ? null : problem })
  return (
    <div className="row bar-dataset">
      <span className="findings">
        {unusable > 0 && (
          <Flag tone="bad" pressed={query.problem === 'unusable'} onPress={press('unusable')}>
            {count(unusable)} cannot be used
          </Flag>
        )}
        {toCheck > 0 && (
          <Flag tone="warn" pressed={query.problem === 'doubtful'} onPress={press('doubtful')}>
            {count(toCheck)} to check
          </Flag>
        )}
        {notes.map(({ code, rows: found }) => (
          <Flag key={code} pressed={query.problem === code} onPress={press(code)}>
            {count(found)} {problemFlag(code)}
          </Flag>
        ))}
        {unusable + toCheck === 0 && dataset.checking === null && rows > 0 && (
          <Flag tone="ok">{dataset.checksSense ? 'nothing found to mend' : 'every row can be used'}</Flag>
        )}
        {unsavedRows > 0 && (
          <Flag tone="live" pressed={query.edited} onPress={() => find(id, { edited: !query.edited })}>
            {counted(unsavedRows, 'row')} not saved
          </Flag>
        )}
      </span>
      <span className="grow" />
      <span className="weight small num quiet">{bytes(dataset.bytes)}</span>
      {pending > 0 && (
        <Flag tone="live" pressed={panel === 'review'} onPress={toggle('review')}>
          {count(pending)} to review
        </Flag>
      )}
      <CountTokens dataset={dataset} />
      <SenseChecks dataset={dataset} />
      <Button look="quiet" aria-pressed={panel === 'split'} onClick={toggle('split')}>
        Split
      </Button>
      <Button look="quiet" aria-pressed={panel === 'grow'} onClick={toggle('grow')}>
        More rows
      </Button>
      {panel !== 'review' && (
        <>
          <Button
            look="quiet"
            disabled={undo === null}
            title={undo === null ? 'Nothing to undo' : `Undo: ${undo}`}
            onClick={() => void takeBack(id)}
          >
            Undo
          </Button>
          <Button
            look="quiet"
            disabled={redo === null}
            title={redo === null ? 'Nothing to redo' : `Redo: ${redo}`}
            onClick={() => void bringBack(id)}
          >
            Redo
          </Button>
        </>
      )}
      {dataset.origin !== 'folder' && (
        <Button look="quiet" className="wide-only" onClick={onSaveAs}>
          Save as…
        </Button>
      )}
      {datasets.length > 1 && (
        <select aria-label="Open datasets" value={id} onChange={(event) => go({ screen: 'dataset', subject: event.target.value })}>
          {datasets.map((other) => (
            <option key={other.id} value={other.id}>
              {spelledOut(other.name)}
            </option>
          ))}
        </select>
      )}
      <Button
        look="quiet"
        onClick={() => void close(id)}
        aria-label="Close the dataset"
        title="Edits that are not saved are kept for the next time it is opened"
      >
        Close
      </Button>
    </div>
  )
}
