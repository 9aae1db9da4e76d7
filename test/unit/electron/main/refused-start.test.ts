// @vitest-environment node
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { given, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the packaged app with a debugger’s port', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'antecedent-refused-'))
    vi.stubEnv('ANTECEDENT_HOME', home)
    world.isPackaged = true
    vi.spyOn(console, 'error').mockImplementation(() => {})
    world.switches = ['remote-debugging-port']
    Object.assign(process, { resourcesPath: join(home, 'resources') })
    await import('../../../../electron/main/index')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    await rm(home, { recursive: true, force: true })
  })

  it('does not start, and says why in the log', async () => {
    expect([given('app.exit'), given('app.whenReady'), given('app.requestSingleInstanceLock')]).toEqual([[[1]], [], []])
    const log = () => readFile(join(home, 'window.log'), 'utf8').catch(() => '')
    await expect.poll(log).toContain('does not start with --remote-debugging-port')
  })
})
