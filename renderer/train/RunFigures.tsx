import type { ReactNode } from 'react'
import type { Run } from '../../electron/shared/run'
import type { Metric } from '../../electron/shared/training'
import { useStore } from '../studio/store'
import { bytes, clock, count, duration, loss, rate, speed } from '../text/format'
import { curvesOf } from './curves'
import { secondsLeft } from './eta'

type Figure = { readonly big: ReactNode; readonly small: string }

/** The big figures over the chart. */
export function RunFigures({ run, metrics }: { readonly run: Run; readonly metrics: readonly Metric[] }) {
  const machine = useStore((state) => (state.projection?.engine.state === 'ready' ? state.projection.engine.memoryBytes : null))
  const figures = figuresOf(run, metrics, machine)
  return (
    <div className="figures">
      {figures.map(({ big, small }) => (
        <div key={small}>
          <div className="big">{big}</div>
          <div className="small quiet">{small}</div>
        </div>
      ))}
    </div>
  )
}

function figuresOf(run: Run, metrics: readonly Metric[], machine: number | null): readonly Figure[] {
  const last = metrics.findLast((metric) => metric.split === 'train')
  const validation = metrics.findLast((metric) => metric.split === 'valid')
  const { best } = curvesOf(metrics)
  const figures: Figure[] = [progressFigure(run, metrics)]
  const time = timeFigure(run, metrics)
  if (time !== null) figures.push(time)
  if (best !== null && validation !== undefined) {
    const shown = run.state.state === 'running' ? validation.loss : best.loss
    figures.push({ big: loss(shown), small: `validation loss, best at step ${count(best.step)}` })
  }
  if (run.comparison !== null)
    figures.push({ big: rate(run.comparison.tuned.f1), small: `mention F1, ${count(run.comparison.tuned.texts)} texts` })
  if (last?.split === 'train') {
    figures.push({ big: speed(last.tokensPerSecond), small: 'tokens/s (real)' })
    figures.push({ big: bytes(last.peakMemoryBytes), small: machine === null ? 'memory at most' : `of ${bytes(machine)} memory` })
  }
  return figures
}

function progressFigure(run: Run, metrics: readonly Metric[]): Figure {
  const { state } = run
  const total = state.state === 'running' ? state.totalSteps : (run.data?.totalSteps ?? 0)
  const step = 'step' in state ? state.step : 'steps' in state ? state.steps : 0
  const perEpoch = run.data?.stepsPerEpoch ?? 0
  const epoch = perEpoch > 0 ? step / perEpoch : (metrics.at(-1)?.epoch ?? 0)
  const epochs = perEpoch > 0 ? total / perEpoch : run.config.epochs
  return {
    big: (
      <>
        {tidy(epoch)} <span className="unit">of {tidy(epochs)} epochs</span>
      </>
    ),
    small: total > 0 ? `step ${count(step)} of ${count(total)}` : 'not begun',
  }
}

function timeFigure(run: Run, metrics: readonly Metric[]): Figure | null {
  const { state } = run
  if (state.state === 'finished' || state.state === 'stopped') return { big: duration(state.seconds), small: 'it took' }
  if (state.state !== 'running') return null
  const left = secondsLeft(metrics, state.step, state.totalSteps)
  if (left === null) return { big: '–', small: 'time left, known soon' }
  return { big: duration(left), small: `left, about ${clock(new Date(Date.now() + left * 1000))}` }
}

const tidy = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1))
