import { useEffect, useMemo, useState } from 'react'
import type { Run } from '../../electron/shared/run'
import { ChartPanel } from '../chart/ChartPanel'
import { chartedRuns } from '../chart/charted-runs'
import { shareOf } from '../frame/run-state'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import type { MetricLog } from '../studio/metric-log'
import { allRuns } from '../studio/selectors'
import { useStore } from '../studio/store'
import { Differences } from './Differences'
import { HardestPanel } from './HardestPanel'
import { RunFacts } from './RunFacts'
import { RunFigures } from './RunFigures'
import { RunHead } from './RunHead'
import { RunOutcome } from './RunOutcome'
import { workOn } from './run-work'
import { ScorePanel } from './ScorePanel'

const noLogs: Readonly<Record<string, MetricLog>> = {}

/** A run: as an instrument while it learns, as a record when it is over. */
export function RunView({ run }: { readonly run: Run }) {
  const failure = useStore((state) => state.runFailures[run.id])
  const forgive = useStore((state) => state.failRun)
  const work = useStore(workOn(run.id))
  const scoring = work === 'evaluate'
  const others = useOthers(run)
  const logs = useStore((state) => state.projection?.metrics ?? noLogs)
  const [charts] = useState(chartedRuns)
  const charted = charts([run, ...others], logs)
  useEveryMetric(run, others)
  const [own] = charted
  if (own === undefined) return null
  return (
    <main className="screen">
      <RunHead run={run} work={work} />
      {failure !== undefined && <FailureNote failure={failure} runId={run.id} onDismiss={() => forgive(run.id, null)} />}
      <div className="run-bar">
        {run.state.state === 'running' && <ProgressBar label={`Progress of ${run.name}`} share={shareOf(run)} />}
      </div>
      <RunOutcome run={run} work={work} />
      <RunFigures run={run} curves={own.curves} />
      <div className="panes desk-train">
        <div className="stacked">
          <ChartPanel run={run} own={own} charted={charted} />
          <Differences run={run} others={others} charted={charted} />
          {(run.comparison !== null || scoring) && <ScorePanel run={run} work={work} />}
          <HardestPanel run={run} work={work} />
        </div>
        <RunFacts run={run} />
      </div>
    </main>
  )
}

/** The runs that lie over this one, in the order they were chosen. */
function useOthers(run: Run): readonly Run[] {
  const runs = useStore(allRuns)
  const laidOver = useStore((state) => state.laidOver)
  return useMemo(
    () => laidOver.flatMap((id) => runs.find((other) => other.id === id && other.id !== run.id) ?? []),
    [laidOver, runs, run.id],
  )
}

/** Fetches the whole curves of every run that is shown. */
function useEveryMetric(run: Run, others: readonly Run[]): void {
  const load = useStore((state) => state.loadMetrics)
  const ids = [run.id, ...others.map(({ id }) => id)].join(' ')
  useEffect(() => {
    for (const id of ids.split(' ')) void load(id)
  }, [load, ids])
}
