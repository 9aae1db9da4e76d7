import type { Snapshot } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import type { GrowState } from '../../electron/shared/growing'
import type { ModelInfo, ModelRef } from '../../electron/shared/model'
import type { Run } from '../../electron/shared/run'
import { MetricLog } from './metric-log'
import type { JobProgress } from './projection'
import type { Store } from './store'

const noDatasets: readonly DatasetSummary[] = []
const noRuns: readonly Run[] = []
const noModels: readonly ModelInfo[] = []
const noExamples: Snapshot['examples'] = []

/** The datasets that are open. */
export const openDatasets = (state: Store): readonly DatasetSummary[] => state.projection?.datasets ?? noDatasets

/** The dataset looked at: the chosen one, else the first. */
export function currentDataset(state: Store): DatasetSummary | null {
  const datasets = openDatasets(state)
  return datasets.find((dataset) => dataset.id === state.datasetId) ?? datasets[0] ?? null
}

/** How a dataset grows; null before that was asked. */
export const growthOf =
  (datasetId: string) =>
  (state: Store): GrowState | null =>
    state.projection?.growth[datasetId] ?? null

/** Whether a file that is dropped is a text to make rows of: the desk asks for one. */
export function wantsDocument(state: Store): boolean {
  const dataset = currentDataset(state)
  return state.screen === 'dataset' && dataset !== null && state.views[dataset.id]?.panel === 'grow' && state.growForm.way === 'draft'
}

/** How much of a job is done, 0 to 1; null while that is not known. */
export const shareOf = (job: JobProgress | null): number | null => (job === null || job.total === 0 ? null : job.done / job.total)

/** Every run, newest first. */
export const allRuns = (state: Pick<Store, 'projection'>): readonly Run[] => state.projection?.runs ?? noRuns

/** The run that trains; null where none does. Those that wait for their turn are called running, too. */
export const trainingRun = (state: Pick<Store, 'projection'>): Run | null =>
  allRuns(state).find((run) => run.state.state === 'running' && run.state.phase !== 'queued') ?? null

/** The run looked at; null when none is. */
export const currentRun = (state: Store): Run | null => allRuns(state).find((run) => run.id === state.runId) ?? null

/** The models that can be trained. */
export const allModels = (state: Pick<Store, 'projection'>): readonly ModelInfo[] => state.projection?.models ?? noModels

/** The model that a new run would train: the chosen one, else the first. */
export const chosenModel = (state: Store): ModelInfo | null =>
  allModels(state).find((model) => modelKey(model.ref) === state.modelChoice) ?? allModels(state)[0] ?? null

/** The texts to try. */
export const allExamples = (state: Store): Snapshot['examples'] => state.projection?.examples ?? noExamples

/** One run's points so far. */
export const metricsOf =
  (runId: string) =>
  (state: Store): MetricLog =>
    state.projection?.metrics[runId] ?? MetricLog.empty

/** A job under way, by id; one of another kind under that id is none. */
export const jobOf =
  (id: string | null, kind?: JobProgress['job']) =>
  (state: Store): JobProgress | null => {
    const job = id === null ? undefined : state.projection?.jobs[id]
    return job === undefined || (kind !== undefined && job.job !== kind) ? null : job
  }

/** Memory of this machine, in bytes. */
export const machineMemory = (state: Store): number => state.projection?.memoryBytes ?? 0

/** Whether the person sits at a Mac. */
export const onMac = (state: Store): boolean => state.projection?.platform === 'darwin'

/** A model's name among others: stable, and usable as a form's value. */
export function modelKey(ref: ModelRef): string {
  switch (ref.kind) {
    case 'demo':
      return 'demo'
    case 'folder':
      return `folder:${ref.id}`
    case 'hub':
      return `hub:${ref.repo}`
  }
}
