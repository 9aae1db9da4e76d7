// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createOutbox } from '../../../../electron/web/outbox'

function slowSocket() {
  const sent: string[] = []
  const waiting: (() => void)[] = []
  const send = (text: string, done: () => void) => {
    sent.push(text)
    waiting.push(done)
  }
  return { sent, send, drainOne: () => waiting.shift()?.() }
}

describe('an outbox', () => {
  it('sends one frame after the other, in order', () => {
    const socket = slowSocket()
    const outbox = createOutbox(socket.send, () => {})
    outbox.events('a')
    outbox.answer('b', () => {})
    outbox.events('c')
    expect(socket.sent).toEqual(['a'])
    socket.drainOne()
    socket.drainOne()
    expect(socket.sent).toEqual(['a', 'b', 'c'])
  })

  it('gives up a socket that nobody reads once too many events wait, and only then', () => {
    const socket = slowSocket()
    let overflows = 0
    const outbox = createOutbox(socket.send, () => (overflows += 1), 10)
    outbox.events('in flight, as long as it likes')
    outbox.events('12345')
    outbox.events('67890')
    expect(overflows).toBe(0)
    outbox.events('1')
    outbox.events('2')
    expect(overflows).toBe(1)
    socket.drainOne()
    expect(socket.sent).toHaveLength(1)
  })

  it('never gives up a socket for a large answer', () => {
    const socket = slowSocket()
    let overflows = 0
    const outbox = createOutbox(socket.send, () => (overflows += 1), 10)
    outbox.events('1')
    outbox.answer('x'.repeat(1000), () => {})
    outbox.events('12345')
    expect(overflows).toBe(0)
  })
})
