import { expect, it } from 'vitest'
import { allowedSilence, look, noteProgress, type StallState } from '../../../../../electron/core/sidecar/stall-clock'

const start: StallState = { phase: 'loading', counter: 0, progressAt: 0, lookedAt: 0 }

/** Looks every five seconds from one time to another. */
function watch(state: StallState, from: number, to: number) {
  let stalled = false
  for (let now = from; now <= to; now += 5) ({ state, stalled } = look(state, now))
  return { state, stalled }
}

it('waits as long as the phase allows, and no longer', () => {
  expect(watch(start, 5, allowedSilence.loading).stalled).toBe(false)
  expect(watch(start, 5, allowedSilence.loading + 5).stalled).toBe(true)
})

it('starts anew with progress, but not with a message that repeats itself', () => {
  const { state } = watch(start, 5, 500)
  expect(watch(noteProgress(state, 'loading', 1, 500), 505, 1000).stalled).toBe(false)
  expect(watch(noteProgress(state, 'loading', 0, 500), 505, 1000).stalled).toBe(true)
})

it('does not count the time a machine slept', () => {
  const { state } = watch(start, 5, 300)
  const woken = look(state, 300 + 8 * 3600)
  expect(woken.stalled).toBe(false)
  expect(watch(woken.state, 300 + 8 * 3600 + 5, 300 + 8 * 3600 + 400).stalled).toBe(true)
})
