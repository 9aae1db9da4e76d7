import type { EngineState } from '../../electron/shared/contract'
import { memoryBytes } from '../../electron/shared/quantities'
import { machineMemory, onMac, trainingRun } from '../studio/selectors'
import { useStore } from '../studio/store'
import { networkWords } from './network-words'

/** The engine, its versions, memory, and what goes over the network. */
export function StatusLine() {
  const engine = useStore((state) => state.projection?.engine)
  const training = useStore((state) => trainingRun(state) !== null)
  const machine = useStore(machineMemory)
  const taken = useStore((state) => {
    const running = trainingRun(state)
    return running === null ? null : (state.projection?.metrics[running.id]?.last('train')?.footprintBytes ?? null)
  })
  return (
    <footer className="status">
      {engine !== undefined && <span className="clip">{training && engine.state === 'off' ? '● Training' : engineWords(engine)}</span>}
      {engine?.state === 'ready' && (
        <span className="num versions">
          mlx-lm {engine.mlxLm} · mlx {engine.mlx} · Python {engine.python}
        </span>
      )}
      <span className="memory">
        Memory{' '}
        <span className="num">
          {taken === null ? `${memoryBytes(machine)} in all` : `${memoryBytes(taken)} of ${memoryBytes(machine)}`}
        </span>
      </span>
      <Network />
    </footer>
  )
}

function engineWords(engine: EngineState): string {
  switch (engine.state) {
    case 'off':
      return '○ Engine asleep until it is needed'
    case 'starting':
      return '◐ Engine starting …'
    case 'ready':
      return `● Ready on ${engine.device}`
    case 'failed':
      return `✗ Engine: ${engine.failure.message}`
  }
}

function Network() {
  const words = useStore((state) => {
    const jobsUnderWay = Object.values(state.projection?.jobs ?? {})
    const hosts = (state.projection?.downloads ?? []).flatMap(({ state: stands, host }) =>
      stands === 'fetching' || stands === 'checking' ? [host] : [],
    )
    const jobs = Object.values(state.projection?.growth ?? {}).flatMap((grow) => grow.jobs)
    const asked = jobs.flatMap((job) => (job.state === 'running' && job.sendsTo !== null ? [job.sendsTo] : []))
    return networkWords({
      running: trainingRun(state),
      looking: state.looked.state === 'running',
      fetchingFrom: [...new Set(hosts)],
      uploading: jobsUnderWay.some(({ job }) => job === 'upload'),
      askedHosts: [...new Set(asked)],
      offline: state.projection?.settings.offline === true,
      mac: onMac(state),
    })
  })
  return <span className="network">{words}</span>
}
