import type { DatasetSummary } from '../../electron/shared/dataset'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

/** Somebody else wrote the file since it was opened: overwrite it, or leave it. */
export function ConflictDialog({ dataset }: { readonly dataset: DatasetSummary }) {
  const conflict = useStore((state) => state.conflict)
  const save = useStore((state) => state.saveDataset)
  const keep = useStore((state) => state.keepEditing)
  const reload = useStore((state) => state.reloadDataset)
  if (conflict !== dataset.id) return null
  return (
    <Dialog title="The file has changed on disk" onClose={keep}>
      <p>
        Something else wrote <VisibleText text={dataset.name} /> after it was opened here. Overwriting puts your version, with{' '}
        {counted(dataset.unsavedRows, 'edited row')}, in its place. Loading the new version puts your edits aside: they stay on this disk,
        but not in the dataset.
      </p>
      <div className="actions">
        <Button look="danger" onClick={() => void save(dataset.id, true)}>
          Overwrite the file
        </Button>
        <span className="grow" />
        <Button onClick={() => void reload(dataset.id)}>Load the new version</Button>
        <Button look="primary" data-first onClick={keep}>
          Keep editing
        </Button>
      </div>
    </Dialog>
  )
}
