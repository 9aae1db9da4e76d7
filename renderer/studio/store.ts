import { create } from 'zustand'
import { type ChartSlice, chartSlice } from '../chart/chart-slice'
import { type DatasetSlice, datasetSlice } from '../dataset/dataset-slice'
import { type DeskSlice, deskSlice } from '../dataset/desk-slice'
import { type ImportSlice, importSlice } from '../dataset/import-slice'
import { type ExportSlice, exportSlice } from '../export/export-slice'
import { type GrowSlice, growSlice } from '../grow/grow-slice'
import { type HubSlice, hubSlice } from '../hub/hub-slice'
import { type UploadSlice, uploadSlice } from '../hub/upload-slice'
import { type PaletteSlice, paletteSlice } from '../palette/palette-slice'
import { type ResolveSlice, resolveSlice } from '../resolve/resolve-slice'
import { type SettingsSlice, settingsSlice } from '../settings/settings-slice'
import { type ConfigFileSlice, configFileSlice } from '../train/config-file-slice'
import { type FormSlice, formSlice } from '../train/form-slice'
import { type HardestSlice, hardestSlice } from '../train/hardest-slice'
import { type ModelSlice, modelSlice } from '../train/model-slice'
import { type PackSlice, packSlice } from '../train/pack-slice'
import { type PreflightSlice, preflightSlice } from '../train/preflight-slice'
import { type RunWorkSlice, runWorkSlice } from '../train/run-work'
import { type TrainSlice, trainSlice } from '../train/train-slice'
import { type FilesSlice, filesSlice } from './files-slice'
import { type NavigationSlice, navigationSlice } from './navigation-slice'
import { type ProjectionSlice, projectionSlice } from './projection-slice'
import { type WeightsSlice, weightsSlice } from './weights-slice'

/** Everything the window holds, by subject. */
export type Store = ProjectionSlice &
  NavigationSlice &
  PaletteSlice &
  FilesSlice &
  DatasetSlice &
  DeskSlice &
  ImportSlice &
  GrowSlice &
  FormSlice &
  ModelSlice &
  PackSlice &
  HubSlice &
  UploadSlice &
  SettingsSlice &
  ConfigFileSlice &
  PreflightSlice &
  RunWorkSlice &
  TrainSlice &
  HardestSlice &
  ChartSlice &
  WeightsSlice &
  ResolveSlice &
  ExportSlice

/** The one store. Read it with a selector. */
export const useStore = create<Store>()((...parts) => ({
  ...projectionSlice(...parts),
  ...navigationSlice(...parts),
  ...paletteSlice(...parts),
  ...filesSlice(...parts),
  ...datasetSlice(...parts),
  ...deskSlice(...parts),
  ...importSlice(...parts),
  ...growSlice(...parts),
  ...formSlice(...parts),
  ...modelSlice(...parts),
  ...packSlice(...parts),
  ...hubSlice(...parts),
  ...uploadSlice(...parts),
  ...settingsSlice(...parts),
  ...configFileSlice(...parts),
  ...preflightSlice(...parts),
  ...runWorkSlice(...parts),
  ...trainSlice(...parts),
  ...hardestSlice(...parts),
  ...chartSlice(...parts),
  ...weightsSlice(...parts),
  ...resolveSlice(...parts),
  ...exportSlice(...parts),
}))
