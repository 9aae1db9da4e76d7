import type { DatasetSummary, RowSelection } from '../../electron/shared/dataset'
import { count } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Segmented } from '../parts/Segmented'
import { growthOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { DraftRows } from './DraftRows'
import { GrowFailures } from './GrowFailures'
import { GrowJobs } from './GrowJobs'
import { RenameRows } from './RenameRows'
import { WriteRows } from './WriteRows'
import './grow.css'

type Props = {
  readonly dataset: DatasetSummary
  /** Several rows that are chosen; null where there are not. */
  readonly chosen: RowSelection | null
  readonly many: number
  readonly onClose: () => void
  readonly onReview: () => void
}

/** Three ways to more rows, and the jobs that are at it. */
export function GrowPanel({ dataset, chosen, many, onClose, onReview }: Props) {
  const way = useStore((state) => state.growForm.way)
  const type = useStore((state) => state.typeGrow)
  const grow = useStore(growthOf(dataset.id))
  const pending = grow?.counts.pending ?? 0
  return (
    <>
      <header className="pane-head">
        <h2>More rows</h2>
        <span className="grow" />
        {grow !== null && (
          <Button disabled={pending + grow.counts.setAside + grow.counts.accepted + grow.counts.rejected === 0} onClick={onReview}>
            {pending === 0 ? 'Review' : `Review ${count(pending)}`}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          Back to the row
        </Button>
      </header>
      <div className="detail grow-panel">
        <Segmented
          label="How"
          value={way}
          options={[
            { value: 'write', label: 'Written' },
            { value: 'draft', label: 'From a text' },
            { value: 'rename', label: 'With other names' },
          ]}
          onChange={(next) => type({ way: next })}
        />
        <GrowFailures datasetId={dataset.id} />
        {way === 'write' ? (
          <WriteRows dataset={dataset} chosen={chosen} many={many} />
        ) : way === 'draft' ? (
          <DraftRows dataset={dataset} />
        ) : (
          <RenameRows dataset={dataset} chosen={chosen} many={many} />
        )}
        {grow !== null && <GrowJobs grow={grow} />}
      </div>
    </>
  )
}
