import { describe, expect, it } from 'vitest'
import type { Interruption } from '../../../../../electron/core/runs/interruptions'
import { configToContinue, mayContinue, refusalToContinue, refuseDifferences } from '../../../../../electron/core/training/continuing'
import type { ErrorCode } from '../../../../../electron/shared/errors'
import type { RunState } from '../../../../../electron/shared/run'
import { trainingConfig } from '../../../../../electron/shared/training'
import { finished, runIn, running } from '../../main/running-run'

const finishedAt = '2026-01-02T03:04:05Z'
const ended: readonly RunState[] = [
  { state: 'paused', step: 20, bestStep: null, pausedAt: finishedAt },
  { state: 'stopped', steps: 20, bestStep: 20, bestLoss: null, finishedAt, seconds: 1 },
  { state: 'interrupted', step: 21, bestStep: null, failure: null },
  { state: 'failed', failure: { code: 'internal', message: 'x' }, finishedAt },
  { state: 'diverged', step: 21, rows: [], bestStep: 20, message: 'x', finishedAt },
]

describe('a run', () => {
  it.each(ended)('that $state is continued', (state) => {
    expect(refusalToContinue(runIn(state))).toBeNull()
  })

  it('that runs or has finished is not continued', () => {
    expect(refusalToContinue(runIn(running(3)))?.failure).toMatchObject({ code: 'busy' })
    expect(refusalToContinue(runIn(finished))?.failure).toMatchObject({ code: 'not-allowed' })
  })

  it('goes on with its own settings, at half the rate where it had diverged', () => {
    for (const state of ended) {
      const { config, note } = configToContinue(runIn(state))
      const diverged = state.state === 'diverged'
      expect(config).toEqual({ ...runIn(state).config, on_divergence: diverged ? 'halve' : 'stop' })
      expect(note === null).toBe(!diverged)
    }
  })
})

describe('going on by itself', () => {
  const minute = 60_000
  const when = (minutes: number) => new Date(minutes * minute).toISOString()
  const at = (...minutes: readonly number[]): Interruption[] =>
    minutes.map((time, step) => ({ at: when(time), code: 'sidecar-died', step }))
  const unmoved = (times: number): Interruption[] =>
    at(...Array.from({ length: times }, (_, hour) => 60 * hour)).map((one) => ({ ...one, step: 8 }))
  const because = (code: ErrorCode | null): Interruption[] => [{ at: when(0), code, step: 0 }]

  it.each([
    ['a first time', at(10), 10, true],
    ['three times', at(8, 9, 10), 10, true],
    ['not a fourth time', at(7, 8, 9, 10), 10, false],
    ['again when the others are long ago', at(1, 2, 3, 10), 10, true],
    ['three times from one checkpoint, however far apart', unmoved(3), 600, true],
    ['not a fourth time from one checkpoint', unmoved(4), 600, false],
    ['from the next one again', [...unmoved(4), ...at(300)], 600, true],
    ['after the machine went away', because(null), 0, true],
    ['after silence', because('sidecar-silent'), 0, true],
    ['never when memory was short', because('out-of-memory'), 0, false],
    ['never when the disk is full', because('disk-full'), 0, false],
  ])('happens %s', (_, history, now, may) => {
    const policy = mayContinue(history, now * minute)
    expect(policy.may).toBe(may)
    if (!policy.may) expect(policy.reason).toMatch(/^It did not go on by itself.*\.$/)
  })
})

describe('what is said of a run that goes on', () => {
  const run = { ...runIn(running(3)), config: trainingConfig.parse({ batch_size: 8, optimizer_config: { adam: { eps: 1e-6 } } }) }
  const model = { ref: { kind: 'demo' }, name: 'Demo' } as const

  it('may be all of it, as it was', () => {
    const free = { save_seconds: 5, save_every: 2, report_to: 'wandb', steps_per_report: 3, on_divergence: 'halve' } as const
    const settings = { ...run.config, ...free }
    expect(() => refuseDifferences(run, { data: { name: 'b.jsonl', sha256: 'f00' }, model, settings })).not.toThrow()
    expect(() => refuseDifferences(run, { settings: { lora_parameters: { rank: 8 } } })).not.toThrow()
  })

  it.each([
    [{ settings: { batch_size: 4 } }, 'batch_size was 8, not 4'],
    [{ settings: { lora_parameters: { rank: 4 } } }, 'lora_parameters.rank was 8, not 4'],
    [{ settings: trainingConfig.parse({ batch_size: 8 }) }, 'optimizer_config.adam.eps was 0.000001, not 1e-8'],
    [{ settings: { clip_norm: null } }, 'clip_norm was 1, not null'],
    [{ data: { name: 'b.jsonl', sha256: 'ba4' } }, 'other content than b.jsonl'],
    [{ model: { ref: { kind: 'hub', repo: 'a/b' }, name: 'a/b' } } as const, 'its model was Demo, not a/b'],
  ])('is refused where it differs (%j)', (asked, words) => {
    expect(() => refuseDifferences(run, asked)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'run-differs', message: expect.stringContaining(words) }) }),
    )
  })
})
