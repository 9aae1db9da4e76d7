import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Run } from '../../electron/shared/run'

/** The open dataset that a run was made from: the one at its place, for one of the same name may be another; null where it is not open. */
export function datasetOfRun({ dataset }: Pick<Run, 'dataset'>, open: readonly DatasetSummary[]): DatasetSummary | null {
  return open.find((other) => other.location === dataset.location) ?? null
}
