import { currentDataset } from '../studio/selectors'
import { useStore } from '../studio/store'
import { DatasetDesk } from './DatasetDesk'
import { EmptyDataset } from './EmptyDataset'

/** The first step: look at the rows and mend them. */
export function DatasetScreen() {
  const dataset = useStore(currentDataset)
  return dataset === null ? <EmptyDataset /> : <DatasetDesk key={dataset.id} dataset={dataset} />
}
