// @vitest-environment node
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Library, updaterOf } from '../../../../../electron/main/updates/library'

/** What the library cancels a download with. */
class CancellationToken extends EventEmitter {
  cancel = () => this.emit('cancel')
}

/** What electron-updater's updater is to us. */
class StandInUpdater extends EventEmitter {
  autoDownload = true
  autoInstallOnAppQuit = true
  autoRunAppAfterInstall = true
  allowDowngrade = false
  allowPrerelease = false
  logger: unknown = console
  requestHeaders: unknown = null
  result: unknown = null
  calls: unknown[] = []
  download: (token: CancellationToken) => Promise<string[]> = async () => []
  #channel: string | null = null
  get channel() {
    return this.#channel
  }
  set channel(value) {
    this.#channel = value
    this.allowDowngrade = true
  }
  checkForUpdates = async () => this.result
  downloadUpdate = (token: CancellationToken) => this.download(token)
  quitAndInstall = () => {
    this.calls.push(this.autoRunAppAfterInstall)
  }
}

describe('the library that updates', () => {
  let standIn: StandInUpdater
  const logged: unknown[] = []
  const updater = () => updaterOf({ autoUpdater: standIn, CancellationToken } as unknown as Library, (error) => logged.push(error))
  beforeEach(() => {
    standIn = new StandInUpdater()
    logged.length = 0
  })

  it('does nothing by itself, and tells the server nothing about this copy', () => {
    updater()
    expect(standIn).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      requestHeaders: { 'x-user-staging-id': '00000000-0000-0000-0000-000000000000' },
    })
  })

  it.each([
    ['stable', 'latest', false],
    ['beta', 'beta', true],
  ] as const)('looks into the %s channel, and never for an older version', async (channel, name, prerelease) => {
    expect(await updater().check(channel)).toBeNull()
    expect([standIn.channel, standIn.allowPrerelease, standIn.allowDowngrade]).toEqual([name, prerelease, false])
  })

  it('tells what was found in plain words, and nothing where it is no newer one', async () => {
    standIn.result = { isUpdateAvailable: true, updateInfo: { version: '0.2.0', releaseNotes: '<p>Faster</p>' } }
    expect(await updater().check('stable')).toEqual({ version: '0.2.0', notes: 'Faster' })
    standIn.result = { isUpdateAvailable: false, updateInfo: { version: '0.1.0' } }
    expect(await updater().check('stable')).toBeNull()
  })

  it('tells how far a download is, and ends it when it is put aside', async () => {
    const shares: number[] = []
    standIn.download = (token) => {
      standIn.emit('download-progress', { percent: 250 })
      return new Promise((_resolve, reject) => token.once('cancel', () => reject(new Error('cancelled'))))
    }
    const aborting = new AbortController()
    const fetching = updater().fetch((share) => shares.push(share), aborting.signal)
    aborting.abort()
    await expect(fetching).rejects.toThrow('cancelled')
    expect([shares, standIn.listenerCount('download-progress')]).toEqual([[1], 0])
  })

  it('restarts only when that is wanted', () => {
    updater().install(false, () => {})
    updater().install(true, () => {})
    expect(standIn.calls).toEqual([false, true])
  })

  it.each<readonly [string, () => void]>([
    ['the library fails', () => standIn.emit('error', new Error('not signed'))],
    ['the library says nothing', () => {}],
  ])('tells once when an installation does not begin: %s', (_, fail) => {
    vi.useFakeTimers()
    const failures: unknown[] = []
    updater().install(true, (error) => failures.push(error))
    fail()
    vi.advanceTimersByTime(10 * 60_000)
    vi.useRealTimers()
    expect(failures).toHaveLength(1)
  })
})
