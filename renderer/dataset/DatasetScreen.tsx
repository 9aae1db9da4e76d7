import { currentDataset } from '../studio/selectors'
import { useStore } from '../studio/store'
import { DatasetDesk } from './DatasetDesk'
import { EmptyDataset } from './EmptyDataset'
import { ImportDialog } from './ImportDialog'
import { usePaste } from './use-paste'

/** The first step: look at the rows, mend them, and bring more. */
export function DatasetScreen() {
  const dataset = useStore(currentDataset)
  usePaste()
  return (
    <>
      {dataset === null ? <EmptyDataset /> : <DatasetDesk key={dataset.id} dataset={dataset} />}
      <ImportDialog />
    </>
  )
}
