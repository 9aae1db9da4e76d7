// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { followCalls, followRuns } from '../../../../electron/main/accompaniment'
import { unmeasured } from '../../../../electron/main/dock'
import { createMailbox } from '../../../../electron/main/mailbox'
import { createWakefulness } from '../../../../electron/main/power-save'
import type { AppEvent } from '../../../../electron/shared/contract'
import { BrowserWindow, forget, given, Notification, world } from './electron-stand-in'
import { finished, runIn, running } from './running-run'

vi.mock('electron', () => import('./electron-stand-in'))

const changed = (...parameters: Parameters<typeof runIn>): AppEvent => ({ type: 'run.changed', run: runIn(...parameters) })

describe('what the shell does about runs', () => {
  let shown: number
  let follow: (events: readonly AppEvent[]) => void
  beforeEach(() => {
    forget()
    shown = 0
    const window = new BrowserWindow({})
    const show = () => {
      shown += 1
    }
    follow = followRuns({ wakefulness: createWakefulness(), window: () => window as never, show })
  })

  it('moves the Dock’s bar with the steps and takes it away at the end', () => {
    follow([changed(running(0, 'loading'))])
    follow([changed(running(50))])
    follow([{ type: 'run.metric', runId: 'run-1', metric: {} as never }])
    follow([changed(finished)])
    expect(given('window.setProgressBar')).toEqual([[unmeasured], [0.5], [-1]])
  })

  it('stays awake while it runs, however it ends', () => {
    follow([changed(running(0))])
    expect(given('powerSaveBlocker.start')).toHaveLength(1)
    follow([{ type: 'run.removed', runId: 'run-1' }])
    expect(given('powerSaveBlocker.stop')).toHaveLength(1)
  })

  it('stays awake while rows are written, until they are or their dataset is closed', () => {
    const grown = (state: 'running' | 'done'): AppEvent => ({
      type: 'grow.changed',
      grow: { datasetId: 'd', jobs: [{ state } as never], counts: {} as never, undoable: false, revision: 1 },
    })
    follow([grown('running'), grown('running'), grown('done')])
    follow([grown('running'), { type: 'dataset.closed', datasetId: 'd' }])
    expect([given('powerSaveBlocker.start').length, given('powerSaveBlocker.stop').length]).toEqual([2, 2])
  })

  it('tells how a run ended when nobody looks, and opens the window from there', () => {
    follow([changed(running(0)), changed(finished)])
    const [options, notification] = given('notification.show')[0] ?? []
    expect(options).toEqual({ title: 'Evening run has finished', body: 'Validation loss 0.123 at step 90.' })
    expect(notification).toBeInstanceOf(Notification)
    if (notification instanceof Notification) notification.emit('click')
    expect(shown).toBe(1)
  })

  it('says nothing while the window is looked at, or about runs that ended before', () => {
    follow([changed(finished)])
    world.focusedWindow = new BrowserWindow({})
    follow([changed(running(0), 'run-2'), changed(finished, 'run-2')])
    expect(given('notification.show')).toEqual([])
  })
})

describe('what the shell does around calls', () => {
  beforeEach(forget)

  it('stays awake during the long ones only', async () => {
    const follow = followCalls(
      createMailbox(() => {}),
      createWakefulness(),
    )
    await follow('run.log', async () => ({ ok: true, value: null }))
    expect(given('powerSaveBlocker.start')).toHaveLength(0)
    for (const channel of ['run.evaluate', 'model.convert', 'dataset.import'] as const)
      await follow(channel, async () => ({ ok: true, value: null }))
    expect([given('powerSaveBlocker.start').length, given('powerSaveBlocker.stop').length]).toEqual([3, 3])
  })

  it('lets what was kept follow the snapshot’s answer', async () => {
    const sent: unknown[] = []
    const mailbox = createMailbox((events) => sent.push(...events))
    mailbox.post([{ type: 'command.invoked', command: 'file.open' }])
    await followCalls(mailbox, createWakefulness())('app.snapshot', async () => ({ ok: true, value: null }))
    expect(sent).toEqual([])
    await expect.poll(() => sent).toEqual([{ type: 'command.invoked', command: 'file.open' }])
  })
})
