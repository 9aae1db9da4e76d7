import { type Metric, metric } from '../../shared/training'
import { writeAtomically } from '../files/atomic'
import { readJsonLines } from '../files/json-lines'

/** Drops a run's figures beyond a step, all at once or not at all, since they are made anew from there. Returns those that stay. */
export async function dropFiguresBeyond(path: string, step: number): Promise<readonly Metric[]> {
  const all = await readJsonLines(path, metric)
  const kept = all.filter((point) => point.step <= step)
  await writeAtomically(path, kept.map((point) => `${JSON.stringify(point)}\n`).join(''))
  return kept
}

/** What the figures tell of a run that has not answered itself. */
export type Reached = {
  readonly step: number
  /** Step of the best validation, null before there is one. */
  readonly bestStep: number | null
  readonly bestLoss: number | null
  /** Seconds spent training. */
  readonly seconds: number
  /** What the process took of the machine at its last figure; 0 before there is one. */
  readonly footprintBytes: number
}

/** How far a run's figures go. */
export function reachedBy(metrics: readonly Metric[]): Reached {
  const best = metrics.findLast((point) => point.split === 'valid' && point.best)
  const trained = metrics.findLast((point) => point.split === 'train')
  return {
    step: metrics.reduce((most, { step }) => Math.max(most, step), 0),
    bestStep: best?.step ?? null,
    bestLoss: best?.loss ?? null,
    seconds: metrics.at(-1)?.seconds ?? 0,
    footprintBytes: trained?.split === 'train' ? trained.footprintBytes : 0,
  }
}
