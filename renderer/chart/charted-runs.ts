import type { Run } from '../../electron/shared/run'
import { MetricLog } from '../studio/metric-log'
import { type Curves, curvesOf } from './curves'
import type { Charted } from './views'

/**
 * Makes runs with their curves from runs with their logs, remembering what it made: a log that grew only costs what is new in it, and
 * where nothing changed the very same list comes back.
 */
export function chartedRuns(): (runs: readonly Run[], logs: Readonly<Record<string, MetricLog>>) => readonly Charted[] {
  let known = new Map<string, Curves>()
  let last: readonly Charted[] = []
  return (runs, logs) => {
    const made = runs.map((run): Charted => {
      const log = logs[run.id] ?? MetricLog.empty
      const before = known.get(run.id)
      const curves = before?.log === log ? before : curvesOf(log, before)
      return { id: run.id, name: run.name, curves, clipNorm: run.config.clip_norm }
    })
    known = new Map(made.map(({ id, curves }) => [id, curves]))
    const same = made.length === last.length && made.every((run, place) => alike(run, last[place]))
    if (!same) last = made
    return last
  }
}

const alike = (a: Charted, b: Charted | undefined): boolean =>
  b !== undefined && a.curves === b.curves && a.name === b.name && a.id === b.id
