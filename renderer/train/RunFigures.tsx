import type { ReactNode } from 'react'
import { count, counted, duration, loss, memoryBytes } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { tunedCard } from '../../electron/shared/scorecard'
import type { Metric } from '../../electron/shared/training'
import type { Curves } from '../chart/curves'
import { Explained } from '../help/Explained'
import type { TermName } from '../help/terms'
import { machineMemory } from '../studio/selectors'
import { useStore } from '../studio/store'
import { clock, rate, speed, unknown } from '../text/format'
import { secondsLeft } from './eta'
import { progressOf } from './progress'

type Figure = { readonly big: ReactNode; readonly small: string; readonly hint?: string; readonly term?: TermName }

/** The big figures over the chart. */
export function RunFigures({ run, curves }: { readonly run: Run; readonly curves: Curves }) {
  const machine = useStore(machineMemory)
  return (
    <div className="figures">
      {figuresOf(run, curves, machine).map(({ big, small, hint, term }, place) => (
        <div key={place} title={hint}>
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

type Validation = Extract<Metric, { split: 'valid' }>

/** The figures in their order, each always in its place: one that is not known yet is a dash. `machine` is its memory in bytes. */
export function figuresOf(run: Run, { log, best }: Curves, machine: number): readonly Figure[] {
  const last = log.last('train')
  const validation = log.last('valid')
  return [
    progressFigure(run, log.at(-1) ?? null),
    timeFigure(run, log),
    lossFigure(run, validation, best),
    scoreFigure(run, validation),
    {
      big: last === null ? unknown : speed(last.tokensPerSecond),
      small: 'tokens/s',
      hint: 'Real tokens trained a second; padding is not counted',
    },
    {
      big: last === null ? unknown : memoryBytes(last.footprintBytes),
      small: `of ${memoryBytes(machine)} memory`,
      ...(last === null ? {} : { hint: `As Activity Monitor counts it; mlx’s arrays took at most ${memoryBytes(last.peakMemoryBytes)}` }),
    },
  ]
}

function lossFigure(run: Run, validation: Validation | null, best: Curves['best']): Figure {
  const term = 'validationLoss'
  if (validation === null) return { big: unknown, small: 'validation loss', term }
  const words = best === null ? (validation.step === 0 ? 'of the base model' : 'none the best yet') : `best at step ${count(best.step)}`
  if (run.state.state === 'running') return { big: loss(validation.loss), small: `newest validation loss; ${words}`, term }
  return { big: loss(best === null ? validation.loss : best.loss), small: `validation loss, ${words}`, term }
}

function scoreFigure(run: Run, validation: Validation | null): Figure {
  const term = 'mentionF1'
  const card = run.comparison === null ? undefined : tunedCard(run.comparison)
  if (card !== undefined) return { big: rate(card.f1), small: `mention F1, ${counted(card.texts, 'text')}`, term }
  if (validation === null || validation.score === null) return { big: unknown, small: 'mention F1, not scored', term }
  const rows = Math.min(run.config.score_rows, validation.rows)
  return { big: rate(validation.score), small: `mention F1, ${counted(rows, 'validation row')}`, term }
}

function progressFigure(run: Run, last: Metric | null): Figure {
  const progress = progressOf(run, last)
  const gathers = run.config.grad_accumulation_steps > 1
  const iterations = gathers ? `, iteration ${count(progress.iteration)} of ${count(progress.iterations)}` : ''
  return {
    big: (
      <>
        {tidy(progress.epoch)}{' '}
        <span className="unit">
          of {tidy(progress.epochs)} {progress.epochs === 1 ? 'epoch' : 'epochs'}
        </span>
      </>
    ),
    small: progress.steps === 0 ? 'not begun' : `step ${count(progress.step)} of ${count(progress.steps)}${iterations}`,
    hint: 'A step is one update of the weights, an iteration one batch, of which a step may gather several',
  }
}

function timeFigure(run: Run, log: Curves['log']): Figure {
  const { state } = run
  if (state.state === 'finished' || state.state === 'stopped') {
    // What a state tells is of the last process; figures count every time the run was continued.
    return { big: duration(Math.max(state.seconds, log.at(-1)?.seconds ?? 0)), small: 'it took' }
  }
  if (state.state !== 'running') return { big: log.length === 0 ? unknown : duration(log.at(-1)?.seconds ?? 0), small: 'so far' }
  const left = secondsLeft(log, run.config, state.step, state.totalSteps)
  if (left === null) return { big: unknown, small: 'time left, known soon' }
  return {
    big: duration(left),
    small: `left, about ${clock(new Date(Date.now() + left * 1000))}`,
    hint: 'At the pace of the last figures, with the validations to come',
  }
}

const tidy = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1))
