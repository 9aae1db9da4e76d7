import { describe, expect, it } from 'vitest'
import type { RunState } from '../../../../electron/shared/run'
import { continuesFrom, wayOn } from '../../../../renderer/train/outcome'
import { ended, states } from '../ended-runs'

describe('going on', () => {
  it.each([
    ['finished', null, null],
    ['stopped', 60, null],
    ['paused', 60, 'continue'],
    ['diverged', 60, 'continue'],
    ['interrupted', 60, 'continue'],
    ['failed', 60, 'continue'],
    ['outOfMemory', 60, 'change'],
    ['failedForMemory', 60, 'change'],
  ] as const)('%s: from step %s, the next thing to do: %s', (name, from, next) => {
    const one = ended(states[name] as RunState, 60)
    expect([continuesFrom(one), wayOn(one)]).toEqual([from, next])
  })

  it.each([
    ['stopped', 0, null],
    ['paused', 0, 'continue'],
    ['diverged', 0, 'change'],
    ['interrupted', 0, 'continue'],
    ['failed', 0, 'change'],
    ['outOfMemory', 0, 'change'],
    ['finished', null, null],
  ] as const)('%s without a checkpoint: from step %s, the next thing to do: %s', (name, from, next) => {
    const one = ended(states[name] as RunState, null, false)
    expect([continuesFrom(one), wayOn(one)]).toEqual([from, next])
  })
})
