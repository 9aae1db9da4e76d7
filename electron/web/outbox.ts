/** Frames on their way to one socket, in the order they were given. */
export type Outbox = {
  /** An answer. `sent` is called once it is gone; the caller bounds how many wait. */
  readonly answer: (text: string, sent: () => void) => void
  /** Events. Too many bytes of them waiting means that nobody reads any more. */
  readonly events: (text: string) => void
}

/** Most characters of events that wait for a slow socket. */
export const maxWaitingEvents = 16 * 1024 * 1024

type Waiting = { readonly text: string; readonly weight: number; readonly sent: () => void }

/**
 * Hands frames to `send` one after the other, the next once the last has left the process. When more than `limit` characters of
 * events wait, `overflow` is called once and everything is let go of: the page comes back and takes a new snapshot.
 */
export function createOutbox(send: (text: string, done: () => void) => void, overflow: () => void, limit = maxWaitingEvents): Outbox {
  let queue: Waiting[] = []
  let weight = 0
  let state: 'idle' | 'sending' | 'overflowed' = 'idle'

  const next = (): void => {
    const frame = queue.shift()
    if (frame === undefined) {
      state = 'idle'
      return
    }
    state = 'sending'
    weight -= frame.weight
    send(frame.text, () => {
      frame.sent()
      if (state !== 'overflowed') next()
    })
  }
  const post = (frame: Waiting): void => {
    if (state === 'overflowed') return
    queue.push(frame)
    weight += frame.weight
    if (state === 'idle') next()
    else if (weight > limit) {
      state = 'overflowed'
      queue = []
      overflow()
    }
  }
  return {
    answer: (text, sent) => post({ text, weight: 0, sent }),
    events: (text) => post({ text, weight: text.length, sent: () => {} }),
  }
}
