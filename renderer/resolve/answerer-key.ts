import type { Run } from '../../electron/shared/run'
import { modelKey } from '../studio/selectors'
import type { Answerer } from './resolve-slice'

/** A name for whoever answers, as a choice's value. */
export const answererKey = (by: Answerer | null): string =>
  by === null ? '' : by.kind === 'run' ? `run ${by.runId} ${by.weights ?? 'best'}` : `model ${modelKey(by.model)}`

/** Runs whose adapter can answer. */
export const usableRuns = (runs: readonly Run[]): readonly Run[] => runs.filter((run) => run.usable)
