import { useEffect } from 'react'
import type { Run } from '../../electron/shared/run'
import { Head } from '../frame/Head'
import { phaseWords, shareOf, toneOf, wordOf } from '../frame/run-state'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { metricsOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { LossPanel } from './LossPanel'
import { RunFacts } from './RunFacts'
import { RunFigures } from './RunFigures'
import { RunOutcome } from './RunOutcome'
import { ScorePanel } from './ScorePanel'

/** A run: as an instrument while it learns, as a record when it is over. */
export function RunView({ run }: { readonly run: Run }) {
  const metrics = useStore(metricsOf(run.id))
  const load = useStore((state) => state.loadMetrics)
  const failure = useStore((state) => state.runFailures[run.id])
  const forgive = useStore((state) => state.failRun)
  const scoring = useStore((state) => state.scoring.includes(run.id) || state.projection?.jobs[run.id]?.job === 'evaluate')
  useEffect(() => void load(run.id), [load, run.id])
  const running = run.state.state === 'running'
  return (
    <main className="screen">
      <RunHead run={run} scoring={scoring} />
      {failure !== undefined && <FailureNote failure={failure} runId={run.id} onDismiss={() => forgive(run.id, null)} />}
      {running && <ProgressBar label={`Progress of ${run.name}`} share={shareOf(run)} />}
      <RunOutcome run={run} />
      <RunFigures run={run} metrics={metrics} />
      <div className="panes desk-train">
        <div className="stacked">
          <LossPanel run={run} metrics={metrics} />
          {(run.comparison !== null || scoring) && <ScorePanel run={run} scoring={scoring} />}
        </div>
        <RunFacts run={run} />
      </div>
    </main>
  )
}

function RunHead({ run, scoring }: { readonly run: Run; readonly scoring: boolean }) {
  const go = useStore((state) => state.go)
  const stop = useStore((state) => state.stopRun)
  const score = useStore((state) => state.scoreRun)
  const answerWith = useStore((state) => state.answerWith)
  const { state } = run
  const stopping = state.state === 'running' && state.phase === 'stopping'
  const resolve = () => {
    answerWith({ runId: run.id })
    go({ screen: 'resolve', subject: run.id })
  }
  const scored = run.comparison !== null
  useCommand('job.stop', state.state === 'running' && !stopping ? () => void stop(run.id) : null)
  useCommand('step.next', !run.usable || state.state === 'running' || scoring ? null : scored ? resolve : () => void score(run.id))
  return (
    <Head
      title={<VisibleText text={run.name} />}
      sub={<Flag tone={toneOf(run)}>{state.state === 'running' ? phaseWords[state.phase] : wordOf(run)}</Flag>}
    >
      {state.state === 'running' && (
        <Button shortcut={{ key: '.' }} disabled={stopping} onClick={() => void stop(run.id)}>
          {stopping ? 'Stopping …' : 'Stop and keep'}
        </Button>
      )}
      {state.state !== 'running' && run.usable && (
        <>
          <Button onClick={() => go({ screen: 'export', subject: run.id })}>Export</Button>
          {!scored && <Button onClick={resolve}>Resolve with it</Button>}
          {scored ? (
            <Button look="primary" shortcut={{ key: 'Enter' }} onClick={resolve}>
              Resolve with it
            </Button>
          ) : (
            <Button look="primary" shortcut={{ key: 'Enter' }} disabled={scoring} onClick={() => void score(run.id)}>
              {scoring ? 'Scoring …' : 'Score it'}
            </Button>
          )}
        </>
      )}
    </Head>
  )
}
