// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { keyHeader, socketProtocol } from '../../../../../electron/web/handshake'
import { maxFrameBytes } from '../../../../../electron/web/limits'
import { connect, growingPatience } from '../../../../../electron/web/page/connection'
import { smallAntecedent } from '../small-antecedent'
import { pageHeaders, startHost, type TestHost } from '../visitor'

describe('the page’s connection', () => {
  let test: TestHost
  let headers: Record<string, string>
  /** Of this test alone: one that is over shall not dial into the next. */
  let own: { over: boolean; readonly sockets: WebSocket[] }
  const never = new Promise<never>(() => {})
  const dial = () => {
    const mine = own
    return connect<string>({
      openSocket: () => {
        const { [keyHeader]: key = 'none', ...rest } = headers
        const socket = new WebSocket(`ws://127.0.0.1:${test.host.port}/studio`, [socketProtocol, key], { headers: rest })
        socket.on('error', () => {})
        mine.sockets.push(socket)
        return socket
      },
      upload: () => Promise.reject(new Error('unplugged')),
      patience: () => (mine.over ? 2 ** 30 : 5),
    })
  }

  beforeEach(async () => {
    own = { over: false, sockets: [] }
    test = await startHost(smallAntecedent({ 'run.metrics': () => never }))
    headers = await pageHeaders(test.host)
  })
  afterEach(async () => {
    own.over = true
    for (const socket of own.sockets) socket.terminate()
    await test.end()
  })

  it('gives each call its own answer', async () => {
    const studio = await dial()
    const answers = await Promise.all(['run-1', 'run-2'].map((runId) => studio.request('run.log', { runId })))
    expect(answers).toEqual([
      { ok: true, value: { text: 'log of run-1' } },
      { ok: true, value: { text: 'log of run-2' } },
    ])
  })

  it('hands events to its listeners until they stop', async () => {
    const studio = await dial()
    const heard: AppEvent[] = []
    const stop = studio.subscribe((events) => heard.push(...events))
    test.antecedent.emit([{ type: 'run.removed', runId: 'run-1' }])
    await studio.request('app.snapshot', {})
    stop()
    test.antecedent.emit([{ type: 'run.removed', runId: 'run-2' }])
    await studio.request('app.snapshot', {})
    expect(heard).toEqual([{ type: 'run.removed', runId: 'run-1' }])
  })

  it('answers what was under way with a failure when the connection is lost', async () => {
    const studio = await dial()
    const answer = studio.request('run.metrics', { runId: 'run-1' })
    own.sockets[0]?.terminate()
    expect(await answer).toMatchObject({
      ok: false,
      failure: { code: 'connection-lost', message: 'The connection to Antecedent was lost.' },
    })
    expect(await studio.request('app.snapshot', {})).toMatchObject({ ok: false, failure: { code: 'internal' } })
  })

  it('comes back by itself and says that events may have been missed', async () => {
    const studio = await dial()
    const back = new Promise<void>((resolve) => studio.onReconnect?.(resolve))
    own.sockets[0]?.terminate()
    await back
    expect(await studio.request('app.snapshot', {})).toMatchObject({ ok: true })
  })

  it('refuses a call that is too long to be sent, and keeps its connection', async () => {
    const studio = await dial()
    const raw = '€'.repeat(maxFrameBytes / 3)
    const answers = await Promise.all([
      studio.request('dataset.typeRow', { datasetId: 'data-1', id: 0, raw }),
      studio.request('run.log', { runId: 'run-1' }),
    ])
    expect(answers).toMatchObject([{ ok: false, failure: { code: 'text-too-long' } }, { ok: true }])
  })

  it('is there even when the host is not, and answers with failures', async () => {
    headers = {}
    const studio = await dial()
    expect(await studio.request('app.snapshot', {})).toMatchObject({ ok: false })
    expect(await studio.locateDrop('a file')).toMatchObject({ ok: false, failure: { code: 'internal' } })
    headers = await pageHeaders(test.host)
    await expect.poll(() => studio.request('app.snapshot', {})).toMatchObject({ ok: true })
  })

  it('waits longer each time, up to five seconds', () => {
    expect([1, 2, 3, 5, 6, 60].map(growingPatience)).toEqual([250, 500, 1000, 4000, 5000, 5000])
  })
})
