// @vitest-environment node
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maxAccessBytes, maxSockets } from '../../../../electron/web/limits'
import { linkLife, ordinaryIdle } from '../../../../electron/web/sessions'
import { smallAntecedent } from './small-antecedent'
import { ask, headersOf, ledTo, newLink, nextFrame, openSocket, signIn, startHost, type TestHost } from './visitor'

describe('who tries to come in', () => {
  let test: TestHost
  let now: number
  beforeEach(async () => {
    now = Date.now()
    test = await startHost(smallAntecedent(), 0, { now: () => now })
  })
  afterEach(() => test.end())
  const own = async () => headersOf(test.host, await signIn(test.host))
  const status = async (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
    (await ask(test.host, path, { method, headers, ...(body === undefined ? {} : { body }) })).status

  it('with a link that was opened, is not let in, and is told so', async () => {
    const link = newLink(test.host)
    expect(await status(link)).toBe(200)
    const again = await ask(test.host, link)
    expect([again.status, again.headers['set-cookie'], ledTo(again)]).toEqual([403, undefined, null])
    expect(again.body).toContain('was opened already')
  })

  it('with the printed link, after ten minutes, is not let in', async () => {
    now += linkLife
    expect(await status(test.host.url.slice(test.host.url.indexOf('/?')))).toBe(403)
  })

  it.each(['/?token=', '/?token=wrong', `/?token=${'A'.repeat(43)}`, '/?token[]=1', '/?token=%00', '/?token=__proto__'])(
    'with the guess %s, is not let in',
    async (path) => {
      const reply = await ask(test.host, path)
      expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined])
    },
  )

  it('does not use a link up by looking at it ahead', async () => {
    const link = newLink(test.host)
    for (const headers of [{ 'Sec-Purpose': 'prefetch;prerender' }, { Purpose: 'prefetch' }, { 'X-Purpose': 'preview' }])
      expect(await status(link, headers)).toBe(403)
    expect(await status(link, {}, 'HEAD')).toBe(403)
    expect(await status(link)).toBe(200)
  })

  it('finds its used link leading to the page where it is signed in already', async () => {
    const link = newLink(test.host)
    const reply = await ask(test.host, link)
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
    const again = await ask(test.host, link, { headers: { Cookie: cookie } })
    expect([again.status, ledTo(again), again.headers['set-cookie']]).toEqual([200, '/', undefined])
  })

  it('where it is signed in already, by another link, is signed in anew, and the pages that are open stay until the new one is', async () => {
    const headers = await own()
    const old = await openSocket(test.host, headers)
    if (typeof old === 'number') throw new Error('Refused.')
    const gone = once(old, 'close')
    const anew = headersOf(test.host, await signIn(test.host, { Cookie: headers.Cookie ?? '' }))
    old.send('{"id":1,"channel":"run.log","input":{"runId":"run-1"}}')
    expect(await nextFrame(old)).toMatchObject({ answer: { ok: true } })
    expect(await openSocket(test.host, anew)).toBeTypeOf('object')
    await gone
    expect(await status('/session', headers)).toBe(403)
    expect(test.host.access({ ask: 'sessions' })).toMatchObject({ sessions: [{ number: 2, windows: 1 }] })
  })

  it('by a link of another site, from where no cookie comes along, asks once more from here, and then is not let in', async () => {
    const fetched = (site: string) => ({ 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' })
    const led = await ask(test.host, '/', { headers: fetched('cross-site') })
    expect([led.status, ledTo(led), led.headers['set-cookie']]).toEqual([200, '/', undefined])
    for (const site of ['same-origin', 'same-site', 'none']) expect(await status('/', fetched(site)), site).toBe(403)
  })

  it('with the cookie alone, which any server on this machine may see, reaches nothing of the app', async () => {
    const { 'x-antecedent-key': key = '', ...cookieOnly } = await own()
    for (const headers of [cookieOnly, { ...cookieOnly, 'x-antecedent-key': 'A'.repeat(43) }]) {
      expect(await status('/session', headers)).toBe(403)
      expect(await status('/access', headers, 'POST', '{"ask":"link"}')).toBe(403)
      expect(await status('/upload?name=a.jsonl', headers, 'POST', 'x')).toBe(403)
      expect(await openSocket(test.host, headers)).toBe(403)
    }
    expect(await status('/session', { ...cookieOnly, 'x-antecedent-key': key })).toBe(204)
    expect(test.antecedent.uploads.size).toBe(0)
  })

  it('with the key alone, reaches nothing either', async () => {
    const { Cookie: _cookie, ...keyOnly } = await own()
    expect(await status('/session', keyOnly)).toBe(403)
    expect(await openSocket(test.host, keyOnly)).toBe(403)
  })

  it('with the cookie of one session and the key of another, reaches nothing', async () => {
    const mixed = { ...(await own()), 'x-antecedent-key': (await signIn(test.host)).key }
    expect(await status('/session', mixed)).toBe(403)
    expect(await openSocket(test.host, mixed)).toBe(403)
  })

  it('is out at once when the session is ended: the open socket, a new one, and every request', async () => {
    const headers = await own()
    const socket = await openSocket(test.host, headers)
    if (typeof socket === 'number') throw new Error('Refused.')
    const gone = once(socket, 'close')
    expect(test.host.access({ ask: 'end', session: 1 })).toEqual({ answer: 'ended', count: 1 })
    await gone
    expect(await openSocket(test.host, headers)).toBe(403)
    for (const path of ['/', '/session', '/assets/index-Ab12_-9z.js']) expect(await status(path, headers), path).toBe(403)
  })

  it('is out when nothing was asked for the time that was set', async () => {
    const headers = await own()
    const socket = await openSocket(test.host, headers)
    if (typeof socket === 'number') throw new Error('Refused.')
    const gone = once(socket, 'close')
    now += ordinaryIdle
    socket.send('{"id":1,"channel":"app.snapshot","input":{}}')
    await gone
    expect(test.antecedent.calls).toEqual([])
    expect(await status('/', headers)).toBe(403)
  })

  it.each([
    ['a script of another port', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
    ['a picture of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
    ['a frame of another page', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
  ])('as %s, is refused what the page may load', async (_, fetched) => {
    const headers = await own()
    const { Origin: _origin, ...reading } = headers
    expect(await status('/', { ...reading, ...fetched })).toBe(403)
    expect(
      await status('/', { ...reading, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }),
    ).toBe(200)
  })

  it.each(['/upload?name=a.jsonl', '/access', '/', '/session'])('by a foreign form on %s, changes nothing', async (path) => {
    const headers = await own()
    for (const Origin of ['https://evil.example', 'null', `http://127.0.0.1:${test.host.port + 1}`, `http://localhost:${test.host.port}`])
      expect(await status(path, { ...headers, Origin, 'Content-Type': 'text/plain' }, 'POST', '{"ask":"end","session":"all"}')).toBe(403)
    expect(await status('/session', headers)).toBe(204)
  })

  it('by a rebound name, reads nothing, whatever cookie it brings', async () => {
    const headers = await own()
    for (const Host of ['evil.example', `evil.example:${test.host.port}`, `127.0.0.1.evil.example:${test.host.port}`]) {
      expect(await status('/', { ...headers, Host, Origin: `http://${Host}` })).toBe(421)
      expect(await openSocket(test.host, { ...headers, Host, Origin: `http://${Host}` })).toBe(403)
    }
  })

  it('as a signed-in page, gets links, sees who is there and signs out, and asks nothing else', async () => {
    const headers = await own()
    const access = async (body: string) => ask(test.host, '/access', { method: 'POST', headers, body })
    const link = JSON.parse((await access('{"ask":"link"}')).body)
    expect(await status(link.path)).toBe(200)
    expect(JSON.parse((await access('{"ask":"sessions"}')).body).sessions.map(({ isOwn }: { isOwn: boolean }) => isOwn)).toEqual([
      false,
      true,
    ])
    for (const body of [
      '',
      '{}',
      '{"ask":"end"}',
      '{"ask":"end","session":0}',
      '{"ask":"link","__proto__":1}',
      `{"ask":"link"${' '.repeat(maxAccessBytes)}}`,
    ])
      expect((await access(body)).status, body.slice(0, 40)).toBe(400)
    const ended = await access('{"ask":"end","session":1}')
    expect([ended.status, String(ended.headers['set-cookie'])]).toEqual([200, expect.stringContaining('Max-Age=0')])
    expect(await status('/session', headers)).toBe(403)
  })

  it('opens no more sockets than pages may be connected', async () => {
    const headers = await own()
    const sockets = await Promise.all(Array.from({ length: maxSockets + 3 }, () => openSocket(test.host, headers)))
    expect(sockets.filter((socket) => socket === 403)).toHaveLength(3)
  })
})
