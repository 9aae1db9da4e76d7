// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { quitInOrder, quitStep } from '../../../../electron/main/quit'
import { app, forget, given, powerMonitor, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the next step towards quitting', () => {
  it.each([
    ['open', false, 'close'],
    ['open', true, 'ask'],
    ['asking', true, 'wait'],
    ['closing', true, 'wait'],
    ['closing', false, 'wait'],
    ['closed', true, 'leave'],
  ] as const)('from %s, busy %s, is to %s', (state, busy, step) => {
    expect(quitStep(state, busy)).toBe(step)
  })
})

describe('quitting', () => {
  const logged: unknown[] = []
  let closed = 0
  const asked = () => given('dialog.showMessageBox').length
  const left = () => given('app left').length
  const countClosing = async () => {
    closed += 1
  }
  const quitting = (busy: boolean, close = countClosing, limit = 1000) =>
    quitInOrder({ busy: () => busy, close, log: (error) => logged.push(error), limit })

  beforeEach(() => {
    forget()
    closed = 0
    logged.length = 0
  })

  it('closes the app and leaves, without a question when nothing runs', async () => {
    const { isQuitting } = quitting(false)
    expect(isQuitting()).toBe(false)
    app.quit()
    expect(isQuitting()).toBe(true)
    await expect.poll(left).toBe(1)
    expect([asked(), closed]).toEqual([0, 1])
  })

  it('asks once while something runs, however often ⌘Q is pressed, and closes once', async () => {
    quitting(true)
    app.quit()
    app.quit()
    app.quit()
    await expect.poll(left).toBe(1)
    expect([asked(), closed]).toEqual([1, 1])
  })

  it('goes on when the person wants that, and asks again another time', async () => {
    const { isQuitting } = quitting(true)
    world.pressed = Promise.resolve(1)
    app.quit()
    await world.pressed
    await expect.poll(() => asked()).toBe(1)
    expect([closed, left(), isQuitting()]).toEqual([0, 0, false])
    world.pressed = Promise.resolve(0)
    app.quit()
    await expect.poll(left).toBe(1)
    expect(asked()).toBe(2)
  })

  it('asks nobody when the machine shuts down: what runs is paused at once', async () => {
    quitting(true)
    powerMonitor.emit('shutdown')
    await expect.poll(left).toBe(1)
    expect([asked(), closed]).toEqual([0, 1])
  })

  it('closes once when the machine shuts down behind the question', async () => {
    quitting(true)
    let press = (_button: number) => {}
    world.pressed = new Promise((resolve) => {
      press = resolve
    })
    app.quit()
    powerMonitor.emit('shutdown')
    press(0)
    await expect.poll(left).toBe(1)
    expect([asked(), closed]).toEqual([1, 1])
  })

  it('ends with what is to be done last, such as an update, once all is closed', async () => {
    const steps: string[] = []
    const close = async () => {
      steps.push('closed')
    }
    const last = (leave: () => void) => () => {
      steps.push('installed')
      leave()
    }
    quitInOrder({ busy: () => false, close, log: () => {}, limit: 1000, last })
    app.quit()
    await expect.poll(left).toBe(1)
    expect(steps).toEqual(['closed', 'installed'])
  })

  it.each([
    ['fails', () => Promise.reject(new Error('no'))],
    ['never ends', () => new Promise<void>(() => {})],
  ])('leaves even when closing %s, and says so in the log', async (_, close) => {
    quitting(false, close, 10)
    app.quit()
    await expect.poll(left).toBe(1)
    expect(logged).toHaveLength(1)
  })
})
