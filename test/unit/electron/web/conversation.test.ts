// @vitest-environment node
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppEvent } from '../../../../electron/shared/contract'
import { maxFrameBytes } from '../../../../electron/web/limits'
import { cookieOf, nextFrame, openSocket, ownSocket, pageHeaders, startHost, type TestHost } from './visitor'

describe('the page’s socket', () => {
  let test: TestHost
  beforeEach(async () => {
    test = await startHost()
  })
  afterEach(() => test.end())

  it('is refused without a cookie, from another page, without an origin and at another path', async () => {
    const own = await pageHeaders(test.host)
    const cookie = await cookieOf(test.host)
    expect(await openSocket(test.host, { Origin: own.Origin ?? '' })).toBe(403)
    expect(await openSocket(test.host, { Cookie: cookie, Origin: 'https://evil.example' })).toBe(403)
    expect(await openSocket(test.host, { Cookie: cookie })).toBe(403)
    expect(await openSocket(test.host, { ...own, Host: 'evil.example' })).toBe(403)
    expect(await openSocket(test.host, own, '/other')).toBe(403)
  })

  it('answers a call under its id', async () => {
    const socket = await ownSocket(test.host)
    socket.send(JSON.stringify({ id: 7, channel: 'run.log', input: { runId: 'run-1' } }))
    expect(await nextFrame(socket)).toEqual({ id: 7, answer: { ok: true, value: { text: 'log of run-1' } } })
  })

  it.each([
    ['an unknown channel', 'run.explode', {}],
    ['a name that every object has', 'constructor', {}],
    ['an input of the wrong kind', 'run.log', { runId: '../../etc' }],
    ['an input with too much in it', 'app.snapshot', { more: true }],
    ['no input', 'run.log', undefined],
  ])('answers %s as bad input and asks no handler', async (_, channel, input) => {
    const socket = await ownSocket(test.host)
    socket.send(JSON.stringify({ id: 1, channel, input }))
    expect(await nextFrame(socket)).toMatchObject({ id: 1, answer: { ok: false, failure: { code: 'bad-input' } } })
    expect(test.antecedent.calls).toEqual([])
  })

  it('keeps a failure’s code, and stacks in the log', async () => {
    const socket = await ownSocket(test.host)
    socket.send(JSON.stringify({ id: 1, channel: 'run.remove', input: { runId: 'run-1' } }))
    expect(await nextFrame(socket)).toMatchObject({ answer: { failure: { code: 'not-found' } } })
    socket.send(JSON.stringify({ id: 2, channel: 'run.stop', input: { runId: 'run-1' } }))
    const frame = await nextFrame(socket)
    expect(frame).toMatchObject({ answer: { failure: { code: 'internal' } } })
    expect(JSON.stringify(frame)).not.toContain('conversation')
    expect(test.logged).toHaveLength(1)
  })

  it('tells what happened in batches and in order', async () => {
    const socket = await ownSocket(test.host)
    const heard: AppEvent[][] = []
    const last = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        heard.push(JSON.parse(String(data)).events)
        if (heard.length === 50) resolve()
      })
    })
    for (let batch = 0; batch < 50; batch += 1) {
      test.antecedent.emit([
        { type: 'run.removed', runId: `run-${batch}` },
        { type: 'dataset.closed', datasetId: `data-${batch}` },
      ])
    }
    await last
    expect(heard.map(([first]) => first)).toEqual(
      Array.from({ length: 50 }, (_, batch) => ({ type: 'run.removed', runId: `run-${batch}` })),
    )
    expect(heard.every((events) => events.length === 2)).toBe(true)
  })

  it('closes on a frame that is too large, and the host goes on', async () => {
    const socket = await ownSocket(test.host)
    socket.send(JSON.stringify({ id: 1, channel: 'app.snapshot', input: 'x'.repeat(maxFrameBytes) }))
    const [code] = await once(socket, 'close')
    expect(code).toBe(1009)
    const another = await ownSocket(test.host)
    another.send(JSON.stringify({ id: 1, channel: 'app.snapshot', input: {} }))
    expect(await nextFrame(another)).toMatchObject({ answer: { ok: true } })
  })

  it.each(['not json', '[]', '{"id":-1,"channel":"app.snapshot"}', '{"id":1,"channel":"app.snapshot","input":{},"more":1}'])(
    'closes on what is no call: %s',
    async (text) => {
      const socket = await ownSocket(test.host)
      socket.send(text)
      const [code] = await once(socket, 'close')
      expect(code).toBe(1008)
    },
  )

  it('answers more calls at once than it reads ahead', async () => {
    const socket = await ownSocket(test.host)
    const answered = new Promise<number[]>((resolve) => {
      const ids: number[] = []
      socket.on('message', (data) => {
        ids.push(JSON.parse(String(data)).id)
        if (ids.length === 300) resolve(ids)
      })
    })
    for (let id = 0; id < 300; id += 1) socket.send(JSON.stringify({ id, channel: 'run.log', input: { runId: 'run-1' } }))
    expect(new Set(await answered).size).toBe(300)
  })

  it('stops listening to the app once it is closed', async () => {
    const socket = await ownSocket(test.host)
    expect(test.antecedent.listening()).toBe(1)
    socket.close()
    await once(socket, 'close')
    await expect.poll(() => test.antecedent.listening()).toBe(0)
  })
})
