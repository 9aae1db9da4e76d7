// @vitest-environment node
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerAccess } from '../../../../electron/web/access'
import { askDoor, doorOf, openDoor } from '../../../../electron/web/door'
import { createSessions, type Sessions } from '../../../../electron/web/sessions'

describe('the door for commands of the same person', () => {
  let home: string
  let sessions: Sessions
  let close: () => Promise<void>
  const path = () => doorOf(home)
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'antecedent-door-'))
    sessions = createSessions()
    close = await openDoor(path(), (call) => answerAccess(sessions, 8123, call, null))
  })
  afterEach(async () => {
    await close()
    await rm(home, { recursive: true, force: true })
  })

  it('gives a link that works, lists who is signed in, and signs out', async () => {
    const link = await askDoor(path(), { ask: 'link' })
    expect(link).toMatchObject({ answer: 'link', port: 8123 })
    const token = link.answer === 'link' ? new URLSearchParams(link.path.slice(2)).get('token') : null
    expect(sessions.signIn(token ?? '', 'Safari on macOS').result).toBe('signed-in')
    expect(await askDoor(path(), { ask: 'sessions' })).toMatchObject({
      sessions: [{ number: 1, browser: 'Safari on macOS', isOwn: false }],
    })
    expect(await askDoor(path(), { ask: 'end', session: 'all' })).toEqual({ answer: 'ended', count: 1 })
  })

  it('can be opened by its owner alone', async () => {
    expect([(await stat(dirname(path()))).mode & 0o777, (await stat(path())).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it.each(['', 'not json', '{"ask":"everything"}', '{"ask":"link","more":1}', `{"ask":"link"${' '.repeat(2000)}}`])(
    'refuses what is no question: %s',
    async (text) => {
      const status = await new Promise<number>((resolve, reject) => {
        const asking = request({ socketPath: path(), method: 'POST' }, (response) => resolve(response.resume().statusCode ?? 0))
        asking.on('error', reject)
        asking.end(text)
      })
      expect(status).toBe(400)
    },
  )

  it('says so where no host listens, and takes the place of a host that was killed', async () => {
    await close()
    await expect(askDoor(path(), { ask: 'link' })).rejects.toMatchObject({ failure: { code: 'not-found' } })
    await mkdir(dirname(path()), { recursive: true })
    await writeFile(path(), '')
    close = await openDoor(path(), (call) => answerAccess(sessions, 8123, call, null))
    expect(await askDoor(path(), { ask: 'link' })).toMatchObject({ answer: 'link' })
  })

  it('refuses a path that no socket can have', async () => {
    await expect(openDoor(join(home, 'x'.repeat(120)), () => ({ answer: 'ended', count: 0 }))).rejects.toThrow('too long')
  })
})
