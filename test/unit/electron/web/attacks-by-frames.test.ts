// @vitest-environment node
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channels } from '../../../../electron/shared/contract'
import { maxTextLength } from '../../../../electron/shared/resolution'
import { maxFrameBytes } from '../../../../electron/web/limits'
import { closeCode, frameHead, rawPageSocket, untilHungUp } from './raw-socket'
import { type SmallAntecedent, smallAntecedent } from './small-antecedent'
import { nextFrame, ownSocket, startHost, type TestHost } from './visitor'

describe('a page that has gone over to the enemy', () => {
  let test: TestHost
  let antecedent: SmallAntecedent
  /** Calls that wait for `letGo`. */
  let waiting: number
  let letGo: () => void
  beforeEach(async () => {
    waiting = 0
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    antecedent = smallAntecedent({
      'run.metrics': async () => {
        waiting += 1
        await gate
        return []
      },
    })
    test = await startHost(antecedent)
  })
  afterEach(async () => {
    letGo()
    await test.end()
  })
  const stillAnswers = async () => {
    const socket = await ownSocket(test.host)
    socket.send('{"id":1,"channel":"run.log","input":{"runId":"run-1"}}')
    expect(await nextFrame(socket)).toMatchObject({ answer: { ok: true } })
    socket.terminate()
  }

  it('that announces a frame of a gigabyte, is cut off before it is sent', async () => {
    const socket = await rawPageSocket(test.host)
    socket.write(frameHead(1, 2 ** 30))
    expect(closeCode(await untilHungUp(socket))).toBe(1009)
    await stillAnswers()
  })

  it('that sends one frame without end, is cut off once it is longer than a frame may be', async () => {
    const socket = await rawPageSocket(test.host)
    const said = untilHungUp(socket)
    const piece = Buffer.alloc(64 * 1024, 0x20)
    let sent = 0
    for (let opcode = 1; !socket.destroyed && sent < 64 * maxFrameBytes; opcode = 0) {
      socket.write(frameHead(opcode, piece.byteLength, false))
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), said])
      sent += piece.byteLength
    }
    expect(closeCode(await said)).toBe(1009)
    expect(sent).toBeLessThan(16 * maxFrameBytes)
    await stillAnswers()
  })

  it('that sends one frame in pieces of nothing, is cut off', async () => {
    const socket = await rawPageSocket(test.host)
    socket.write(Buffer.concat([frameHead(1, 0, false), ...Array.from({ length: 5_000 }, () => frameHead(0, 0, false))]))
    expect(closeCode(await untilHungUp(socket))).toBe(1008)
    await stillAnswers()
  })

  it('that sends 100,000 small frames, is not read while many are unanswered, and then gets each answer', async () => {
    const socket = await ownSocket(test.host)
    const count = 100_000
    const answered = new Promise<void>((resolve) => {
      let answers = 0
      socket.on('message', () => {
        answers += 1
        if (answers === count) resolve()
      })
    })
    const pad = ' '.repeat(300)
    for (let id = 0; id < count; id += 1) socket.send(`{"id":${id},"channel":"run.metrics",${pad}"input":{"runId":"run-1"}}`)
    // Two looks apart the same bytes still wait to be sent: nobody reads them.
    let before = -1
    const stands = () => {
      const [last, left] = [before, socket.bufferedAmount]
      before = left
      return left > 0 && left === last
    }
    await expect.poll(stands, { interval: 200, timeout: 20_000 }).toBe(true)
    expect(waiting).toBeLessThan(2_000)
    letGo()
    await answered
    expect(waiting).toBe(count)
  })

  it.each([10_000, 1_000_000])('that nests a call %i deep, is cut off, and no handler hears of it', async (depth) => {
    const socket = await ownSocket(test.host)
    socket.send(`{"id":1,"channel":"run.log","input":${'['.repeat(depth)}${']'.repeat(depth)}}`)
    const [code] = await once(socket, 'close')
    expect([code, antecedent.calls]).toEqual([1008, []])
    await stillAnswers()
  })

  it('that sends keys which every object inherits, on any channel, reaches no handler and changes no object', async () => {
    const socket = await ownSocket(test.host)
    const poison = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"prototype":{"polluted":true}}'
    for (const channel of Object.keys(channels)) {
      socket.send(`{"id":1,"channel":"${channel}","input":${poison}}`)
      expect(await nextFrame(socket), channel).toMatchObject({ answer: { ok: false, failure: { code: 'bad-input' } } })
    }
    socket.send(`{"id":1,"channel":"run.log","input":{"runId":"run-1","__proto__":{"polluted":true}}}`)
    expect(await nextFrame(socket)).toMatchObject({ answer: { ok: false, failure: { code: 'bad-input' } } })
    expect(antecedent.calls).toEqual([])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it.each(['nothing.at.all', 'constructor', '__proto__', 'toString', 'app.snapshot ', 'APP.SNAPSHOT', '', 'app.snapshot\\u0000'])(
    'that calls %j, is told that there is no such call',
    async (channel) => {
      const socket = await ownSocket(test.host)
      socket.send(`{"id":1,"channel":"${channel}","input":{}}`)
      expect(await nextFrame(socket)).toMatchObject({ answer: { failure: { code: 'bad-input', message: 'There is no such call.' } } })
      expect(antecedent.calls).toEqual([])
    },
  )

  it('that sends a text longer than any, is refused by its schema', async () => {
    const socket = await ownSocket(test.host)
    const by = { kind: 'run', runId: 'run-1' }
    const input = { requestId: 'ask-1', text: 'x'.repeat(maxTextLength + 1), by, sides: ['tuned'] }
    socket.send(JSON.stringify({ id: 1, channel: 'text.resolve', input }))
    const frame = await nextFrame(socket)
    expect(frame).toMatchObject({ answer: { ok: false, failure: { code: 'bad-input' } } })
    expect(JSON.stringify(frame)).toContain('text')
    expect(antecedent.calls).toEqual([])
  })

  it('that sends frames after one that was no call, is not heard any more', async () => {
    const socket = await rawPageSocket(test.host)
    const call = Buffer.from('{"id":1,"channel":"run.log","input":{"runId":"run-1"}}')
    socket.write(Buffer.concat([frameHead(1, 1), Buffer.from('x'), frameHead(1, call.length), call]))
    expect(closeCode(await untilHungUp(socket.end()))).toBe(1008)
    expect(antecedent.calls).toEqual([])
  })

  it('that sends bytes, unmasked frames or torn UTF-8, is cut off', async () => {
    for (const bytes of [frameHead(2, 0), Buffer.from([0x81, 0x01, 0x78]), Buffer.concat([frameHead(1, 1), Buffer.from([0xff])])]) {
      const socket = await rawPageSocket(test.host)
      socket.write(bytes)
      expect(closeCode(await untilHungUp(socket.end()))).toBeGreaterThan(1000)
    }
    await stillAnswers()
  })
})
