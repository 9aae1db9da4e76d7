// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, cookieOf, ledTo, newLink, startHost, type TestHost } from './visitor'

describe('what the loopback host answers over HTTP', () => {
  let test: TestHost
  let cookie: string
  beforeAll(async () => {
    test = await startHost()
    cookie = await cookieOf(test.host)
  })
  afterAll(() => test.end())

  it('gives a session for a link and sends the browser to the page, with its key where no server sees it', async () => {
    const reply = await ask(test.host, newLink(test.host))
    expect([reply.status, ledTo(reply)]).toEqual([200, expect.stringMatching(/^\/#key=[\w-]{43}$/)])
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^antecedent-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('makes token, cookie and key of different secrets', async () => {
    const link = newLink(test.host)
    const reply = await ask(test.host, link)
    const secrets = [link, reply.headers['set-cookie']?.[0], ledTo(reply)].map((text) => /[\w-]{43}/.exec(String(text))?.[0])
    expect(new Set(secrets).size).toBe(3)
  })

  it('serves the page and its files to a session, again and again', async () => {
    for (const path of ['/', '/index.html', '/']) {
      const reply = await ask(test.host, path, { headers: { Cookie: cookie } })
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(reply.headers['cache-control']).toBe('no-cache')
    }
  })

  it('lets hashed files be kept for good', async () => {
    const reply = await ask(test.host, '/assets/index-Ab12_-9z.js', { headers: { Cookie: cookie } })
    expect([reply.headers['content-type'], reply.body]).toEqual(['text/javascript; charset=utf-8', 'export {}'])
    expect(reply.headers['cache-control']).toContain('immutable')
  })

  it.each(['/', '/index.html', '/assets/index-Ab12_-9z.js', '/nothing'])('shows nothing of %s without a session', async (path) => {
    expect((await ask(test.host, path)).status).toBe(403)
    expect((await ask(test.host, path, { headers: { Cookie: `antecedent-${test.host.port}=guess` } })).status).toBe(403)
  })

  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]', 'localhost.evil.example', '0.0.0.0', '127.0.0.2'])(
    'does not answer to the name %s',
    async (name) => {
      const reply = await ask(test.host, '/', { headers: { Cookie: cookie, Host: name } })
      expect(reply.status).toBe(421)
    },
  )

  it.each(['localhost', '[::1]'])('answers to %s with its port', async (name) => {
    expect((await ask(test.host, '/', { headers: { Cookie: cookie, Host: `${name}:${test.host.port}` } })).status).toBe(200)
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://'])('refuses requests from %s', async (origin) => {
    expect((await ask(test.host, '/', { headers: { Cookie: cookie, Origin: origin } })).status).toBe(403)
  })

  it.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/../../secret.json',
    '/assets/..%5c..%5csecret.json',
    '//secret.json',
    '/notes.txt',
    '/assets',
    '/__proto__',
    '/index.html%00.js',
    'http://127.0.0.1/../secret.json',
  ])('has no file at %s', async (path) => {
    expect((await ask(test.host, path, { headers: { Cookie: cookie } })).status).toBe(404)
  })

  it('answers HEAD without a body and refuses what changes things', async () => {
    const head = await ask(test.host, '/', { method: 'HEAD', headers: { Cookie: cookie } })
    expect([head.status, head.body]).toEqual([200, ''])
    const put = await ask(test.host, '/', { method: 'PUT', headers: { Cookie: cookie, Origin: `http://127.0.0.1:${test.host.port}` } })
    expect(put.status).toBe(405)
  })

  it('protects every answer with the content security policy, refusals too', async () => {
    for (const headers of [{ Cookie: cookie }, {}]) {
      const reply = await ask(test.host, '/', { headers })
      expect(reply.headers['permissions-policy']).toContain('camera=(), microphone=(), geolocation=()')
      expect(reply.headers['x-frame-options']).toBe('DENY')
      const policy = String(reply.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${test.host.port} ws://localhost:${test.host.port};`)
      expect(policy).toContain("frame-ancestors 'none'")
    }
  })
})
