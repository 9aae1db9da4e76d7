import { create } from 'zustand'
import { type DatasetSlice, datasetSlice } from '../dataset/dataset-slice'
import { type ExportSlice, exportSlice } from '../export/export-slice'
import { type ResolveSlice, resolveSlice } from '../resolve/resolve-slice'
import { type TrainSlice, trainSlice } from '../train/train-slice'
import { type FilesSlice, filesSlice } from './files-slice'
import { type NavigationSlice, navigationSlice } from './navigation-slice'
import { type ProjectionSlice, projectionSlice } from './projection-slice'

/** Everything the window holds, by subject. */
export type Store = ProjectionSlice & NavigationSlice & FilesSlice & DatasetSlice & TrainSlice & ResolveSlice & ExportSlice

/** The one store. Read it with a selector. */
export const useStore = create<Store>()((...parts) => ({
  ...projectionSlice(...parts),
  ...navigationSlice(...parts),
  ...filesSlice(...parts),
  ...datasetSlice(...parts),
  ...trainSlice(...parts),
  ...resolveSlice(...parts),
  ...exportSlice(...parts),
}))
