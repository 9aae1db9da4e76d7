import type { DatasetSummary } from '../../electron/shared/dataset'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { Segmented } from '../parts/Segmented'
import { openDatasets } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { bytes, count, counted } from '../text/format'
import type { RowFilter } from './dataset-slice'

/** Under the head: what the dataset is like, which rows to show, and the other datasets that are open. */
export function DatasetBar({ dataset, only }: { readonly dataset: DatasetSummary; readonly only: RowFilter }) {
  const datasets = useStore(openDatasets)
  const lookAt = useStore((state) => state.lookAt)
  const go = useStore((state) => state.go)
  const close = useStore((state) => state.closeDataset)
  return (
    <div className="row bar-dataset">
      <Segmented
        label="Which rows"
        value={only}
        options={[
          { value: 'all', label: 'All' },
          { value: 'problems', label: 'Problems' },
          { value: 'edited', label: 'Edited' },
        ]}
        onChange={(value) => lookAt(dataset.id, { only: value })}
      />
      {dataset.errors > 0 && (
        <Flag tone="bad" onPress={() => lookAt(dataset.id, { only: 'problems' })}>
          {counted(dataset.rows - dataset.usableRows, 'row')} cannot be used
        </Flag>
      )}
      {dataset.warnings > 0 && (
        <Flag tone="warn" onPress={() => lookAt(dataset.id, { only: 'problems' })}>
          {count(dataset.warnings)} to check
        </Flag>
      )}
      {dataset.errors + dataset.warnings === 0 && <Flag tone="ok">every row can be used</Flag>}
      {dataset.unsavedRows > 0 && (
        <Flag tone="live" onPress={() => lookAt(dataset.id, { only: 'edited' })}>
          {counted(dataset.unsavedRows, 'row')} not saved
        </Flag>
      )}
      <span className="weight small num quiet">{bytes(dataset.bytes)}</span>
      <span className="grow" />
      {datasets.length > 1 && (
        <select aria-label="Open datasets" value={dataset.id} onChange={(event) => go({ screen: 'dataset', subject: event.target.value })}>
          {datasets.map((other) => (
            <option key={other.id} value={other.id}>
              {spelledOut(other.name)}
            </option>
          ))}
        </select>
      )}
      <Button
        look="quiet"
        onClick={() => void close(dataset.id)}
        aria-label="Close the dataset"
        title="Edits that are not saved are kept for the next time it is opened"
      >
        Close
      </Button>
    </div>
  )
}
