// @vitest-environment node
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { app, given, recorded, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('a second start on the same home', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'antecedent-index-'))
    vi.stubEnv('ANTECEDENT_HOME', home)
    world.alone = false
    Object.assign(process, { resourcesPath: join(home, 'resources') })
    await import('../../../../electron/main/index')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await rm(home, { recursive: true, force: true })
  })

  it('leaves at once, and waits for nothing', () => {
    expect(given('app.quit')).toHaveLength(1)
    expect(given('app.whenReady')).toEqual([])
  })

  it('is one because Chromium’s files, and with them the lock, belong to the home', () => {
    expect(given('app.setPath')).toContainEqual(['userData', join(home, 'window')])
    const order = recorded.map(({ call }) => call)
    expect(order.indexOf('app.setPath')).toBeLessThan(order.indexOf('app.requestSingleInstanceLock'))
  })

  it('has done first what must come before the app is ready', () => {
    expect(recorded.slice(0, 2).map(({ call }) => call)).toEqual(['protocol.registerSchemesAsPrivileged', 'app.enableSandbox'])
    expect(
      ['open-file', 'second-instance', 'web-contents-created', 'session-created', 'certificate-error', 'child-process-gone'].map((name) =>
        app.listenerCount(name),
      ),
    ).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('keeps reports of crashes in the home, and sends them nowhere', () => {
    expect(given('app.setPath')).toContainEqual(['crashDumps', join(home, 'crashes')])
    expect(given('crashReporter.start')).toEqual([[{ productName: 'Antecedent', uploadToServer: false }]])
    const order = recorded.map(({ call }) => call)
    expect(order.lastIndexOf('app.setPath')).toBeLessThan(order.indexOf('crashReporter.start'))
  })
})
