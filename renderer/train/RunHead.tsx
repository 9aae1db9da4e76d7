import type { Run, TrainingPhase } from '../../electron/shared/run'
import { Head } from '../frame/Head'
import { toneOf, wordOf } from '../frame/run-state'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { wayOn } from './outcome'
import { type RunWork, waitFor } from './run-work'

type Props = {
  readonly run: Run
  /** What is done with it now. */
  readonly work: RunWork | null
}

/** A run's name and state, and the steps that can be taken with it. */
export function RunHead({ run, work }: Props) {
  return (
    <Head title={<VisibleText text={run.name} />} sub={<Flag tone={toneOf(run)}>{wordOf(run)}</Flag>}>
      {run.state.state === 'running' ? <UnderWay run={run} phase={run.state.phase} /> : <AtRest run={run} work={work} />}
    </Head>
  )
}

function UnderWay({ run, phase }: { readonly run: Run; readonly phase: TrainingPhase }) {
  const stop = useStore((state) => state.stopRun)
  const pause = useStore((state) => state.pauseRun)
  const ending = phase === 'stopping' || phase === 'pausing'
  useCommand('job.stop', ending ? null : () => void stop(run.id))
  return (
    <>
      <Button disabled={ending} onClick={() => void pause(run.id)}>
        {phase === 'pausing' ? 'Pausing …' : 'Pause'}
      </Button>
      <Button shortcut={{ key: '.' }} disabled={ending} onClick={() => void stop(run.id)}>
        {phase === 'stopping' ? 'Stopping …' : 'Stop and keep'}
      </Button>
    </>
  )
}

function AtRest({ run, work }: Props) {
  const go = useStore((state) => state.go)
  const score = useStore((state) => state.scoreRun)
  const goOn = useStore((state) => state.continueRun)
  const duplicate = useStore((state) => state.fillFrom)
  const onward = wayOn(run)
  const scored = run.comparison !== null
  const resolve = () => go({ screen: 'resolve', subject: run.id })
  const next = scored ? resolve : work !== null ? null : () => void score(run.id)
  const steps = { continue: work === null ? () => void goOn(run.id) : null, change: () => duplicate(run) }
  useCommand('step.next', onward !== null ? steps[onward] : run.usable ? next : null)
  if (!run.usable) return null
  // One next step a screen: where a run did not come to its end, that is the way on.
  const first = onward !== null ? {} : ({ look: 'primary', shortcut: { key: 'Enter' } } as const)
  return (
    <>
      <Button onClick={() => go({ screen: 'export', subject: run.id })}>Export</Button>
      <Button {...(scored ? first : {})} onClick={resolve}>
        Resolve with it
      </Button>
      {!scored && (
        <Button {...first} disabled={work !== null} title={waitFor(work)} onClick={() => void score(run.id)}>
          {work === 'evaluate' ? 'Scoring …' : 'Score it'}
        </Button>
      )}
    </>
  )
}
