import { assertNever, StudioError } from '../../shared/errors'
import type { Run } from '../../shared/run'
import type { TrainingConfig } from '../../shared/training'
import type { Interruption } from '../runs/interruptions'

/** Settings that may be others when a run is continued: they touch none of its numbers. */
export const freeSettings = [
  'steps_per_report',
  'save_every',
  'save_seconds',
  'on_divergence',
  'report_to',
  'project_name',
] as const satisfies readonly (keyof TrainingConfig)[]
/** Settings of which a continued run may have others. */
export type FreeSettings = Partial<Pick<TrainingConfig, (typeof freeSettings)[number]>>

/** Why a run cannot be continued, or null where it can. One without a checkpoint begins anew, with the very same result. */
export function refusalToContinue({ name, state }: Pick<Run, 'name' | 'state'>): StudioError | null {
  switch (state.state) {
    case 'running':
      return new StudioError({ code: 'busy', message: `${name} is running.`, hint: 'There is nothing to continue.' })
    case 'finished':
      return new StudioError({
        code: 'not-allowed',
        message: `${name} has finished: there is nothing left to continue.`,
        hint: 'Start a new run with more epochs to train longer.',
      })
    case 'paused':
    case 'stopped':
    case 'interrupted':
    case 'failed':
    case 'diverged':
      return null
    default:
      return assertNever(state)
  }
}

/** What a run goes on with: its own settings, and where it had diverged, half the rate. `note` says so. */
export function configToContinue({ config, state }: Pick<Run, 'config' | 'state'>): {
  readonly config: TrainingConfig
  readonly note: string | null
} {
  if (state.state !== 'diverged') return { config, note: null }
  return {
    config: { ...config, on_divergence: 'halve' },
    note: `Continued after it had diverged at step ${state.step}: where the loss breaks again it goes back and on at half the rate.`,
  }
}

const windowMilliseconds = 5 * 60_000
/** Times a run goes on by itself within the window, and without getting any further. */
const mostTimes = 3

/**
 * Whether a run goes on by itself after its latest interruption: at most three times in five minutes, at most three times from
 * the same checkpoint, and never where the same settings would only fail in the same way.
 * @param history interruptions since a person last started or continued it, the latest last
 * @param now in milliseconds
 */
export function mayContinue(
  history: readonly Interruption[],
  now: number,
): { readonly may: true } | { readonly may: false; readonly reason: string } {
  const latest = history.at(-1)
  if (latest?.code === 'out-of-memory')
    return { may: false, reason: 'It did not go on by itself, since the same settings would take the same memory again.' }
  if (latest?.code === 'disk-full')
    return { may: false, reason: 'It did not go on by itself, since there is no room on the disk for its checkpoints.' }
  const recent = history.filter(({ at }) => now - Date.parse(at) < windowMilliseconds)
  if (recent.length > mostTimes)
    return {
      may: false,
      reason: `It did not go on by itself any more, since it was interrupted ${recent.length} times within five minutes.`,
    }
  const unmoved = history.slice(-(mostTimes + 1))
  if (latest && unmoved.length > mostTimes && unmoved.every(({ step }) => step === latest.step))
    return {
      may: false,
      reason: `It did not go on by itself any more, since it was interrupted ${unmoved.length} times without getting further than step ${latest.step}.`,
    }
  return { may: true }
}

/** What somebody says a continued run to be, as far as he says it. */
export type Asked = {
  readonly data?: { readonly name: string; readonly sha256: string }
  readonly model?: { readonly ref: Run['model']['ref']; readonly name: string }
  /** Only the settings that were named. */
  readonly settings?: Partial<Record<string, unknown>>
}

/** Refuses with `run-differs` where a run is not what it is said to be, each difference in words. */
export function refuseDifferences(run: Pick<Run, 'name' | 'dataset' | 'model' | 'config'>, asked: Asked): void {
  const found = differences(run, asked)
  if (found.length === 0) return
  throw new StudioError({
    code: 'run-differs',
    message: `${run.name} was begun otherwise: ${found.join('; ')}.`,
    hint: 'Leave these out to continue it as it was begun, or start a new run.',
  })
}

function differences({ dataset, model, config }: Pick<Run, 'dataset' | 'model' | 'config'>, asked: Asked): readonly string[] {
  const found: string[] = []
  if (asked.data && asked.data.sha256 !== dataset.sha256)
    found.push(`its data was ${dataset.name}, with other content than ${asked.data.name} has now`)
  if (asked.model && !same(asked.model.ref, model.ref)) found.push(`its model was ${model.name}, not ${asked.model.name}`)
  compare(config, asked.settings ?? {}, '', found)
  return found
}

function compare(
  begun: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, unknown>>,
  prefix: string,
  found: string[],
): void {
  for (const [key, value] of Object.entries(asked)) {
    if (prefix === '' && (freeSettings as readonly string[]).includes(key)) continue
    const was = begun[key]
    if (isRecord(was) && isRecord(value)) compare(was, value, `${prefix}${key}.`, found)
    else if (!same(was, value)) found.push(`${prefix}${key} was ${JSON.stringify(was)}, not ${JSON.stringify(value)}`)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two plain values say the same, whatever the order of their keys. */
function same(first: unknown, second: unknown): boolean {
  if (isRecord(first) && isRecord(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)])
    return [...keys].every((key) => same(first[key], second[key]))
  }
  return JSON.stringify(first) === JSON.stringify(second)
}
