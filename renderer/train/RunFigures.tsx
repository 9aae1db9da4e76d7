import type { ReactNode } from 'react'
import { bytes, duration } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { tunedCard } from '../../electron/shared/scorecard'
import type { Metric } from '../../electron/shared/training'
import type { Curves } from '../chart/curves'
import { Explained } from '../help/Explained'
import type { TermName } from '../help/terms'
import { machineMemory } from '../studio/selectors'
import { useStore } from '../studio/store'
import { clock, count, counted, loss, rate, speed } from '../text/format'
import { secondsLeft } from './eta'
import { progressOf } from './progress'

type Figure = { readonly big: ReactNode; readonly small: string; readonly hint?: string; readonly term?: TermName }

/** The big figures over the chart. */
export function RunFigures({ run, curves }: { readonly run: Run; readonly curves: Curves }) {
  const machine = useStore(machineMemory)
  return (
    <div className="figures">
      {figuresOf(run, curves, machine).map(({ big, small, hint, term }) => (
        <div key={small} title={hint}>
          <div className="big">{big}</div>
          <div className="small quiet">
            {small}
            {term !== undefined && <Explained term={term} />}
          </div>
        </div>
      ))}
    </div>
  )
}

/** The figures in their order. `machine` is its memory in bytes. */
export function figuresOf(run: Run, { log, best }: Curves, machine: number): readonly Figure[] {
  const last = log.last('train')
  const validation = log.last('valid')
  const figures: Figure[] = [progressFigure(run, log.at(-1) ?? null)]
  const time = timeFigure(run, log)
  if (time !== null) figures.push(time)
  if (validation !== null) {
    const words = best === null ? (validation.step === 0 ? 'of the base model' : 'none the best yet') : `best at step ${count(best.step)}`
    if (run.state.state === 'running')
      figures.push({ big: loss(validation.loss), small: `newest validation loss; ${words}`, term: 'validationLoss' })
    else
      figures.push({ big: loss(best === null ? validation.loss : best.loss), small: `validation loss, ${words}`, term: 'validationLoss' })
  }
  const score = scoreFigure(run, validation)
  if (score !== null) figures.push(score)
  if (last !== null) {
    figures.push({ big: speed(last.tokensPerSecond), small: 'tokens/s (real)' })
    figures.push({
      big: bytes(last.footprintBytes),
      small: `of ${bytes(machine)} memory`,
      hint: `As Activity Monitor counts it; mlx’s arrays took at most ${bytes(last.peakMemoryBytes)}`,
    })
  }
  return figures
}

function scoreFigure(run: Run, validation: Extract<Metric, { split: 'valid' }> | null): Figure | null {
  const card = run.comparison === null ? undefined : tunedCard(run.comparison)
  if (card !== undefined) return { big: rate(card.f1), small: `mention F1, ${count(card.texts)} texts`, term: 'mentionF1' }
  if (validation === null || validation.score === null) return null
  const rows = Math.min(run.config.score_rows, validation.rows)
  return { big: rate(validation.score), small: `mention F1, ${counted(rows, 'validation row')}`, term: 'mentionF1' }
}

function progressFigure(run: Run, last: Metric | null): Figure {
  const progress = progressOf(run, last)
  const iteration = `iteration ${count(progress.iteration)} of ${count(progress.iterations)}`
  return {
    big: (
      <>
        {tidy(progress.epoch)}{' '}
        <span className="unit">
          of {tidy(progress.epochs)} {progress.epochs === 1 ? 'epoch' : 'epochs'}
        </span>
      </>
    ),
    small: progress.steps === 0 ? 'not begun' : `step ${count(progress.step)} of ${count(progress.steps)}, ${iteration}`,
    hint: 'An iteration is one batch; a step is one update of the weights, which may gather several',
  }
}

function timeFigure(run: Run, log: Curves['log']): Figure | null {
  const { state } = run
  if (state.state === 'finished' || state.state === 'stopped') {
    // What a state tells is of the last process; figures count every time the run was continued.
    return { big: duration(Math.max(state.seconds, log.at(-1)?.seconds ?? 0)), small: 'it took' }
  }
  if (state.state !== 'running') return null
  const left = secondsLeft(log, run.config, state.step, state.totalSteps)
  if (left === null) return { big: '–', small: 'time left, known soon' }
  return {
    big: duration(left),
    small: `left, about ${clock(new Date(Date.now() + left * 1000))}`,
    hint: 'At the pace of the last figures, with the validations to come',
  }
}

const tidy = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1))
