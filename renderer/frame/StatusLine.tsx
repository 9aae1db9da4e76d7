import type { EngineState } from '../../electron/shared/contract'
import { allRuns, onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { bytes } from '../text/format'

/** The engine, its versions, memory, and what goes over the network. */
export function StatusLine() {
  const engine = useStore((state) => state.projection?.engine)
  const training = useStore((state) => allRuns(state).some((run) => run.state.state === 'running'))
  const peak = useStore((state) => {
    const running = allRuns(state).find((run) => run.state.state === 'running')
    const last = running === undefined ? undefined : state.projection?.metrics[running.id]?.findLast((metric) => metric.split === 'train')
    return last?.split === 'train' ? last.peakMemoryBytes : null
  })
  return (
    <footer className="status">
      {engine !== undefined && <span className="clip">{training && engine.state === 'off' ? '● Training' : engineWords(engine)}</span>}
      {engine?.state === 'ready' && (
        <>
          <span className="num versions">
            mlx-lm {engine.mlxLm} · mlx {engine.mlx} · Python {engine.python}
          </span>
          <span className="memory">
            Memory{' '}
            <span className="num">{peak === null ? bytes(engine.memoryBytes) : `${bytes(peak)} of ${bytes(engine.memoryBytes)}`}</span>
          </span>
        </>
      )}
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
  const downloading = useStore((state) => allRuns(state).some((run) => run.state.state === 'running' && run.state.phase === 'downloading'))
  const mac = useStore(onMac)
  return <span className="network">{downloading ? 'Downloading from Hugging Face' : `Nothing leaves this ${mac ? 'Mac' : 'machine'}`}</span>
}
