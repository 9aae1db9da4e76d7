import type { Column } from '../../electron/shared/decimate'
import { count, loss, memoryBytes } from '../../electron/shared/quantities'
import { assertNever } from '../studio/assert-never'
import { rate, speed } from '../text/format'
import type { Curves } from './curves'

/** What a chart shows of a run. */
export const viewNames = ['loss', 'rate', 'gradient', 'speed', 'memory'] as const
export type ViewName = (typeof viewNames)[number]

/** How a view is named, explained, and its values written. */
export type View = {
  readonly title: string
  /** In plain words, with the unit. */
  readonly hint: string
  readonly write: (value: number) => string
}

export const views: Readonly<Record<ViewName, View>> = {
  loss: { title: 'Loss', hint: 'How surprised the model is by the right answer, in nats per token. Lower is better.', write: loss },
  rate: { title: 'Learning rate', hint: 'How far each update goes, as the schedule has it.', write: learningRate },
  gradient: { title: 'Gradient norm', hint: 'How strongly the rows pull at the weights, before clipping.', write: gradient },
  speed: { title: 'Tokens/s', hint: 'Real tokens trained a second, padding not counted.', write: speed },
  memory: { title: 'Memory', hint: 'What training takes of this machine’s memory.', write: memoryBytes },
}

/** One curve of a chart. */
export type Line = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly steps: Column
  readonly values: Column
  /** A token of tokens.css; `faint` mixes it with the ground. */
  readonly colour: string
  readonly faint?: true
  /** It smooths another line, and says nothing that one does not. */
  readonly echo?: true
  /** It is the same all along, and was not measured there: what curves are held against. */
  readonly level?: true
  readonly width: number
  readonly dash: readonly number[]
  readonly points: boolean
  readonly axis: 'left' | 'right'
  /** The run it is of where that lies over another; null for the run looked at. */
  readonly of: Pick<Charted, 'id' | 'name'> | null
}

/** A run among those in a chart: the first is the one looked at, the others lie over it. */
export type Charted = {
  readonly id: string
  readonly name: string
  readonly curves: Curves
  /** Largest gradient norm of its configuration; null does not clip. */
  readonly clipNorm: number | null
}

/** Colours and dashes of runs that lie over another, in the order they were chosen. */
const others = [
  { colour: '--e3', dash: [8, 3] },
  { colour: '--e4', dash: [3, 3] },
  { colour: '--e5', dash: [10, 3, 2, 3] },
  { colour: '--e6', dash: [1, 3] },
] as const
/** The token of the score's colour and of its axis: of no run that lies over another. */
export const scoreColour = '--ink'
/** How many runs can lie over one. */
export const mostOthers = others.length

/** The token of the colour that an overlaid run has. */
export const colourOfOther = (place: number): string => others[place % others.length]?.colour ?? '--e3'

const plain = { width: 2, dash: [], points: false, axis: 'left', of: null } as const

/**
 * The curves of a view, in the order they are drawn: of the other runs what can be compared, and over it everything about the first.
 * @param machine memory of this machine in bytes
 */
export function linesOf(view: ViewName, runs: readonly Charted[], machine: number): readonly Line[] {
  const [first, ...rest] = runs
  if (first === undefined) return []
  const own = ownLines(view, first, machine)
  const laid = rest.flatMap((run, place) => {
    const style = others[place % others.length] ?? others[0]
    return compared(view, run.curves).map((line) => ({
      ...line,
      id: `${run.id} ${line.id}`,
      label: `${run.name}, ${line.label}`,
      colour: style.colour,
      dash: style.dash,
      of: { id: run.id, name: run.name },
    }))
  })
  return [...laid, ...own].filter((line) => line.steps.length > 0)
}

function ownLines(view: ViewName, { curves, clipNorm }: Charted, machine: number): readonly Line[] {
  const { train, score, base } = curves
  switch (view) {
    case 'loss':
      return [
        ...level('base', 'base model', base, curves, 'Validation loss before the first update'),
        { ...plain, id: 'train', label: 'train', steps: train.step, values: train.loss, colour: '--e1', faint: true, width: 1 },
        ...compared(view, curves),
        {
          ...plain,
          id: 'score',
          label: 'mention F1',
          hint: 'Score of the rewrites made at each validation, on the axis at the right',
          steps: score.step,
          values: score.value,
          colour: scoreColour,
          dash: [6, 3],
          points: true,
          axis: 'right',
        },
      ]
    case 'gradient':
      return [
        ...level('clip', 'clipped above', clipNorm, curves, 'Larger gradients are scaled down to this norm'),
        ...compared(view, curves),
      ]
    case 'memory':
      return [
        ...level('machine', 'this machine', machine, curves, 'All the memory there is'),
        {
          ...plain,
          id: 'peak',
          label: 'mlx’s arrays at most',
          steps: train.step,
          values: train.peakMemoryBytes,
          colour: '--e2',
          dash: [6, 3],
        },
        ...compared(view, curves),
      ]
    case 'rate':
    case 'speed':
      return compared(view, curves)
    default:
      return assertNever(view)
  }
}

/** What of a run is laid over another. */
function compared(view: ViewName, { train, valid }: Curves): readonly Line[] {
  const line = (id: string, label: string, values: Column): Line => ({ ...plain, id, label, steps: train.step, values, colour: '--e1' })
  switch (view) {
    case 'loss':
      return [
        { ...line('smooth', 'train, smoothed', train.smooth), echo: true },
        {
          ...plain,
          id: 'valid',
          label: 'validation',
          hint: 'Loss on rows that it does not learn from',
          steps: valid.step,
          values: valid.loss,
          colour: '--e2',
          points: true,
        },
      ]
    case 'rate':
      return [line('rate', 'learning rate', train.learningRate)]
    case 'gradient':
      return [line('gradient', 'gradient norm', train.gradientNorm)]
    case 'speed':
      return [line('speed', 'tokens/s', train.tokensPerSecond)]
    case 'memory':
      return [{ ...line('footprint', 'whole process', train.footprintBytes), hint: 'As Activity Monitor counts it' }]
    default:
      return assertNever(view)
  }
}

function level(id: string, label: string, value: number | null, { steps }: Curves, hint: string): readonly Line[] {
  if (value === null || steps.length === 0) return []
  const ends = [steps[0] ?? 0, steps.at(-1) ?? 0]
  return [{ ...plain, id, label, hint, steps: ends, values: [value, value], colour: '--edge', level: true, width: 1.5, dash: [3, 5] }]
}

function learningRate(value: number): string {
  if (!Number.isFinite(value)) return loss(null)
  return value === 0 ? '0' : value.toExponential(2).replace('e+', 'e').replace('e0', '')
}

function gradient(value: number): string {
  if (!Number.isFinite(value)) return loss(null)
  return value < 1000 ? String(Number(value.toPrecision(3))) : count(value)
}

/** Lines as a legend names them: the run's own first. */
export const inLegend = (lines: readonly Line[]): readonly Line[] => lines.toSorted((a, b) => Number(a.of !== null) - Number(b.of !== null))

/** One entry of a legend. */
export type Entry = { readonly line: Line; readonly label: string }

/** A legend's entries: each line of the run's own, and each run laid over it once, by its line with points where it has one. */
export function legendOf(lines: readonly Line[]): readonly Entry[] {
  const own = lines.filter(({ of }) => of === null).map((line) => ({ line, label: line.label }))
  const laid = new Map<string, Entry>()
  for (const line of lines) {
    if (line.of !== null && (line.points || !laid.has(line.of.id))) laid.set(line.of.id, { line, label: line.of.name })
  }
  return [...own, ...laid.values()]
}

/** How a line's value is written: the score as a rate, the rest as its view has it. */
export const writeValue = (view: ViewName, line: Line, value: number): string => {
  if (!Number.isFinite(value)) return loss(null)
  return line.axis === 'right' ? rate(value) : views[view].write(value)
}
