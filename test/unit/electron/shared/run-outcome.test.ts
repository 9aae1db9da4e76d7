import { describe, expect, it } from 'vitest'
import type { RunState } from '../../../../electron/shared/run'
import { outcomeOf } from '../../../../electron/shared/run-outcome'
import { ended, failure, states } from '../../renderer/ended-runs'
import { run } from '../../renderer/figures'

describe('outcomeOf', () => {
  it('has nothing to say while a run trains, or where it simply finished', () => {
    expect(outcomeOf(run('a'))).toBeNull()
    expect(outcomeOf(ended(states.finished as RunState, 60))).toBeNull()
  })

  it('says that a run ended early', () => {
    expect(outcomeOf(ended(states.early as RunState, 60))?.happened).toContain('ended early, at step 60')
  })

  it('names both the best weights and the step to go on from where they differ', () => {
    const kept = outcomeOf(ended(states.interrupted as RunState, 60))?.kept
    expect(kept).toBe('Kept are its best weights, of step 50, and everything needed to go on from step 60.')
  })

  it('says so where nothing was kept, and what can be done then', () => {
    const outcome = outcomeOf(ended({ state: 'interrupted', step: 3, bestStep: null, failure: null }, null, false))
    expect([outcome?.kept, outcome?.advice]).toEqual([
      'Nothing had been kept.',
      'Nothing is lost but its time: begun again, it comes to the same end.',
    ])
  })

  it.each(['outOfMemory', 'failedForMemory'])('says that memory would run out again: %s', (name) => {
    for (const step of [60, null]) {
      expect(outcomeOf(ended(states[name] as RunState, step))?.advice).toBe('Continued as it is, it would take the same memory again.')
    }
  })

  it('carries the cause where one is known', () => {
    expect(outcomeOf(ended(states.failed as RunState, null, false))?.failure).toEqual(failure)
    expect(outcomeOf(ended(states.interrupted as RunState, 60))?.failure).toEqual(failure)
  })
})
