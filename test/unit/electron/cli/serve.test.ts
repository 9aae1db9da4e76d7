import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { answerAccess } from '../../../../electron/web/access'
import { doorOf, openDoor } from '../../../../electron/web/door'
import { createSessions, type Sessions } from '../../../../electron/web/sessions'
import { temporaryFolder } from '../core/temporary-folder'

describe('what is asked of the host that serves a home', () => {
  let sessions: Sessions
  let close: () => Promise<void>
  beforeEach(async () => {
    const home = join(await temporaryFolder(), 'home')
    vi.stubEnv('ANTECEDENT_HOME', home)
    sessions = createSessions()
    close = await openDoor(doorOf(home), (call) => answerAccess(sessions, 8123, call, null))
  })
  afterEach(() => close())

  async function run(...args: string[]) {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const code = await main(['serve', ...args], { stdout, stderr })
    return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
  }

  it('prints a link that opens one browser, and who opened it', async () => {
    const link = await run('link')
    expect(link).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8123\/\?token=[\w-]{43}\nIt opens one browser, once/),
    })
    const token = /token=([\w-]+)/.exec(link.out)?.[1] ?? ''
    expect(sessions.signIn(token, 'Safari on macOS').result).toBe('signed-in')
    expect(await run('sessions')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 {2}Safari on macOS {2}since .*, 0 windows open\n$/),
    })
    expect(JSON.parse((await run('sessions', '--json')).out)).toMatchObject({ type: 'sessions', sessions: [{ number: 1, windows: 0 }] })
    expect(await run('end', '1')).toMatchObject({ code: 0, out: '1 session ended.\n' })
    expect(await run('sessions')).toMatchObject({ out: 'Nobody is signed in.\n' })
    expect(await run('end', 'all')).toMatchObject({ code: 0, out: '0 sessions ended.\n' })
  })

  it('says so where there is no such session, or no host', async () => {
    expect(await run('end', '7')).toMatchObject({ code: 2, err: expect.stringContaining('No session 7 is open.') })
    await close()
    expect(await run('link')).toMatchObject({ code: 2, err: expect.stringContaining('Antecedent is not served here.') })
    close = async () => undefined
  })

  it.each([
    ['what'],
    ['link', 'more'],
    ['end'],
    ['end', '0'],
    ['end', 'x'],
    ['end', '1', '2'],
    ['link', '--port', '1'],
    ['--idle', '0'],
    ['--idle', '9000'],
  ])('refuses %s %s', async (...words) => {
    expect(await run(...words)).toMatchObject({ code: 2, out: '' })
  })
})
