import type { TrainingConfig } from '../../../electron/shared/training'
import { readNumber, shownNumber } from '../../text/typed-number'

type Schedule = NonNullable<TrainingConfig['lr_schedule']>

/** mlx-lm's `lr_schedule` as it is typed: every figure a text. */
export type ScheduleDraft = {
  readonly name: Schedule['name']
  readonly arguments: readonly string[]
  readonly warmup: string
  readonly warmup_init: string
}

/** The schedules, what each takes in order, and values to begin with. Names are those of `mlx.optimizers.schedulers`. */
export const schedules: Readonly<
  Record<Schedule['name'], { readonly label: string; readonly takes: readonly { readonly name: string; readonly first: string }[] }>
> = {
  cosine_decay: {
    label: 'Falls gently (cosine)',
    takes: [
      { name: 'Highest rate', first: '1e-4' },
      { name: 'Steps until it is down', first: '1000' },
      { name: 'Lowest rate', first: '0' },
    ],
  },
  linear_schedule: {
    label: 'Goes evenly from one to another',
    takes: [
      { name: 'First rate', first: '1e-4' },
      { name: 'Last rate', first: '0' },
      { name: 'Steps between', first: '1000' },
    ],
  },
  exponential_decay: {
    label: 'Shrinks by a factor each step',
    takes: [
      { name: 'First rate', first: '1e-4' },
      { name: 'Factor', first: '0.999' },
    ],
  },
  step_decay: {
    label: 'Shrinks by a factor now and then',
    takes: [
      { name: 'First rate', first: '1e-4' },
      { name: 'Factor', first: '0.5' },
      { name: 'Steps between', first: '500' },
    ],
  },
}

/** The names of the schedules, in the form's order. */
export const scheduleNames: readonly Schedule['name'][] = ['cosine_decay', 'linear_schedule', 'exponential_decay', 'step_decay']

/** A schedule with values to begin with. */
export function firstDraft(name: Schedule['name']): ScheduleDraft {
  return { name, arguments: schedules[name].takes.map((argument) => argument.first), warmup: '0', warmup_init: '0' }
}

/** A schedule as it would be typed. */
export function draftOf(schedule: Schedule): ScheduleDraft {
  return {
    name: schedule.name,
    arguments: schedule.arguments.map(shownNumber),
    warmup: String(schedule.warmup),
    warmup_init: shownNumber(schedule.warmup_init),
  }
}

/** What was typed as a schedule, and what is wrong with it; figures that are none are NaN. */
export function readDraft(draft: ScheduleDraft): { readonly value: Schedule; readonly wrong: string | null } {
  const { takes } = schedules[draft.name]
  const typed = draft.arguments.slice(0, takes.length)
  // What cosine_decay takes last may be left out.
  const given = typed.at(-1)?.trim() === '' && takes.length > 2 ? typed.slice(0, -1) : typed
  const value: Schedule = {
    name: draft.name,
    arguments: given.map(figure),
    warmup: figure(draft.warmup),
    warmup_init: figure(draft.warmup_init),
  }
  return { value, wrong: wrongWith(value, takes) }
}

const anyNumber = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, whole: false }
const figure = (text: string): number => readNumber(anyNumber, text).value

function wrongWith(value: Schedule, takes: readonly { readonly name: string }[]): string | null {
  const least = value.name === 'cosine_decay' ? 2 : takes.length
  for (const [place, { name }] of takes.entries()) {
    const number = value.arguments[place]
    if (number === undefined ? place < least : !Number.isFinite(number)) return `${name}: a number is needed.`
    if (number !== undefined && number < 0) return `${name}: at least 0.`
  }
  if (!Number.isInteger(value.warmup) || value.warmup < 0 || value.warmup > 10_000_000) return 'Warm-up: a whole number of steps is needed.'
  return value.warmup_init >= 0 && value.warmup_init <= 1 ? null : 'Rate it warms up from: between 0 and 1.'
}
