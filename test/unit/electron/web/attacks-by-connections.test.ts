// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest'
import { maxConnections, maxUploadBytes, type Patience } from '../../../../electron/web/limits'
import { rawConnection, untilHungUp } from './raw-socket'
import { smallAntecedent } from './small-antecedent'
import { ask, pageHeaders, startHost, type TestHost } from './visitor'

describe('connections that only want to be in the way', () => {
  let test: TestHost
  const dripping: NodeJS.Timeout[] = []
  /** A host that is out of patience with one thing alone, so that nothing else closes what it should. */
  const impatientWith = async (one: Partial<Patience>) => {
    test = await startHost(smallAntecedent(), 0, { patience: { head: 60_000, request: 120_000, silence: 60_000, ...one } })
  }
  afterEach(async () => {
    for (const timer of dripping.splice(0)) clearInterval(timer)
    await test.end()
  })
  const head = async (path: string, more: Record<string, string>) => {
    const lines = Object.entries({ Host: `127.0.0.1:${test.host.port}`, ...(await pageHeaders(test.host)), ...more })
    return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  }

  it('are closed when the head of their request does not come to its end', async () => {
    await impatientWith({ head: 400 })
    const sockets = await Promise.all(Array.from({ length: 50 }, () => rawConnection(test.host)))
    for (const [place, socket] of sockets.entries()) {
      socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
      dripping.push(setInterval(() => socket.write(`X-${place}: 1\r\n`), 100))
    }
    const said = await Promise.all(sockets.map(untilHungUp))
    expect(new Set(said.map((bytes) => bytes.toString().split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']))
  })

  it('are closed when they say nothing at all', async () => {
    await impatientWith({ head: 400 })
    const socket = await rawConnection(test.host)
    await untilHungUp(socket)
  })

  it('are closed when an upload stands still, and nothing is kept of it', async () => {
    await impatientWith({ silence: 400 })
    const socket = await rawConnection(test.host)
    socket.write(await head('/upload?name=slow.jsonl', { 'Content-Length': '1000' }))
    socket.write('{')
    await untilHungUp(socket)
    expect(test.antecedent.uploads.size).toBe(0)
  })

  it('are closed when an upload drips for ever', async () => {
    await impatientWith({ head: 400, request: 1_000 })
    const socket = await rawConnection(test.host)
    socket.write(await head('/upload?name=drip.jsonl', { 'Content-Length': '100000' }))
    dripping.push(setInterval(() => socket.write('x'), 100))
    await untilHungUp(socket)
    expect(test.antecedent.uploads.size).toBe(0)
  })

  it('are no more than may be, and leave room again', async () => {
    await impatientWith({ head: 1_000 })
    const sockets = await Promise.all(Array.from({ length: maxConnections + 40 }, () => rawConnection(test.host)))
    let closed = 0
    for (const socket of sockets) socket.on('close', () => (closed += 1))
    await expect.poll(() => closed).toBeGreaterThanOrEqual(40)
    await expect
      .poll(
        async () =>
          ask(test.host, '/').then(
            ({ status }) => status,
            () => null,
          ),
        { timeout: 20_000 },
      )
      .toBe(403)
  })

  it('are refused an upload that announces more than may come, before it comes', async () => {
    await impatientWith({})
    const socket = await rawConnection(test.host)
    socket.write(await head('/upload?name=huge.jsonl', { 'Content-Length': String(maxUploadBytes + 1) }))
    const said = (await untilHungUp(socket)).toString()
    expect(said).toContain('file-too-large')
    expect(test.antecedent.uploads.size).toBe(0)
  })

  it.each([
    ['two lengths', 'POST /access HTTP/1.1\r\nHost: H\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    ['a length and chunks', 'POST /access HTTP/1.1\r\nHost: H\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a head without end', `GET / HTTP/1.1\r\nHost: H\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
  ])('are refused with %s, and hung up on', async (_, text) => {
    await impatientWith({})
    const socket = await rawConnection(test.host)
    socket.write(text.replace('H\r\n', `127.0.0.1:${test.host.port}\r\n`))
    expect((await untilHungUp(socket)).toString()).toMatch(/^HTTP\/1.1 4(00|31)/)
  })
})
