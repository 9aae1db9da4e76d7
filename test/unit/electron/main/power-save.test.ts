// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createWakefulness } from '../../../../electron/main/power-save'
import { forget, given } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

const taken = () => given('powerSaveBlocker.start').length
const released = () => given('powerSaveBlocker.stop').length

describe('staying awake', () => {
  beforeEach(forget)

  it('blocks the app’s suspension, not the display’s, from the first job to the last', () => {
    const wakefulness = createWakefulness()
    wakefulness.set('run-1', true)
    wakefulness.set('run-1', true)
    wakefulness.set('run-2', true)
    expect(given('powerSaveBlocker.start')).toEqual([['prevent-app-suspension']])
    wakefulness.set('run-1', false)
    expect(released()).toBe(0)
    wakefulness.set('run-2', false)
    wakefulness.set('run-2', false)
    expect(released()).toBe(1)
  })

  it('lets go when work fails', async () => {
    const wakefulness = createWakefulness()
    await expect(wakefulness.during('run.export', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
    expect([taken(), released()]).toEqual([1, 1])
    expect(wakefulness.underWay()).toEqual([])
  })

  it('lets go when work throws at once', async () => {
    const wakefulness = createWakefulness()
    const work = () => {
      throw new Error('at once')
    }
    await expect(wakefulness.during('run.export', work)).rejects.toThrow('at once')
    expect([taken(), released()]).toEqual([1, 1])
  })

  it('stays awake for two works of one name until both are done', async () => {
    const wakefulness = createWakefulness()
    let end = () => {}
    const work = new Promise<void>((resolve) => {
      end = resolve
    })
    const slow = wakefulness.during('text.resolve', () => work)
    await wakefulness.during('text.resolve', async () => {})
    expect(released()).toBe(0)
    end()
    await slow
    expect(released()).toBe(1)
  })

  it('tells when something begins or ends', () => {
    let changes = 0
    const wakefulness = createWakefulness(() => {
      changes += 1
    })
    wakefulness.set('run-1', true)
    wakefulness.set('run-1', true)
    wakefulness.set('run-1', false)
    expect(changes).toBe(2)
  })
})
