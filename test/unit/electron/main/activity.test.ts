// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { type Activity, activityAfter, endedBy } from '../../../../electron/main/activity'
import { dockProgress, noProgress, unmeasured } from '../../../../electron/main/dock'
import type { AppEvent } from '../../../../electron/shared/contract'
import { finished, runIn, running } from './running-run'

const changed = (...parameters: Parameters<typeof runIn>): AppEvent => ({ type: 'run.changed', run: runIn(...parameters) })
const after = (...events: readonly AppEvent[]) => events.reduce<Activity>(activityAfter, new Map())

describe('what is under way', () => {
  it('are the runs that run, until they end or go', () => {
    expect([...after(changed(running(0))).keys()]).toEqual(['run-1'])
    expect(after(changed(running(0)), changed(finished)).size).toBe(0)
    expect(after(changed(running(0)), { type: 'run.removed', runId: 'run-1' }).size).toBe(0)
  })

  it('is the same object when nothing happened to it', () => {
    const before = after(changed(running(0)))
    expect(activityAfter(before, { type: 'run.removed', runId: 'another' })).toBe(before)
    expect(activityAfter(before, { type: 'engine.changed', engine: { state: 'off' } })).toBe(before)
  })

  it('ends once: a run that was not under way does not end', () => {
    const before = after(changed(running(0)))
    expect(endedBy(before, changed(finished))).toBe('run-1')
    expect(endedBy(after(), changed(finished))).toBeNull()
    expect(endedBy(before, changed(running(5)))).toBeNull()
  })
})

describe('the Dock’s bar', () => {
  it('is absent while nothing runs', () => {
    expect(dockProgress(new Map())).toBe(noProgress)
  })

  it.each(['queued', 'starting', 'downloading', 'loading', 'preparing'] as const)('has no measure while %s', (phase) => {
    expect(dockProgress(after(changed(running(0, phase))))).toBe(unmeasured)
  })

  it.each(['training', 'validating', 'saving', 'stopping'] as const)('shows the share of steps while %s', (phase) => {
    expect(dockProgress(after(changed(running(25, phase))))).toBe(0.25)
  })

  it('has no measure while the number of steps is not known, and never leaves its range', () => {
    expect(dockProgress(after(changed({ ...running(0), totalSteps: 0 } as never)))).toBe(unmeasured)
    expect(dockProgress(after(changed(running(120))))).toBe(1)
  })

  it('shows the run that works, not the ones that wait for it', () => {
    expect(dockProgress(after(changed(running(40)), changed(running(0, 'queued'), 'run-2')))).toBe(0.4)
  })
})
