import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Run } from '../../electron/shared/run'

/** Whether the dataset that a run was made from is open and has other content now: the one at its place, not one of the same name. */
export function hasChangedSince({ dataset }: Pick<Run, 'dataset'>, open: readonly DatasetSummary[]): boolean {
  return open.some(({ location, sha256 }) => location === dataset.location && sha256 !== dataset.sha256)
}
