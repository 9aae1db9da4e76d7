import type { Answer, AppEvent, Channel, Input, LocatedFile, Output, Studio } from '../../shared/contract'
import type { Failure } from '../../shared/errors'
import type { HostFrame, RequestFrame } from '../frames'
import { maxFrameBytes } from '../limits'

/** The part of a browser's WebSocket that is used here. */
export type PageSocket = {
  readonly send: (text: string) => void
  readonly addEventListener: {
    (type: 'open' | 'close', listener: () => void): void
    (type: 'message', listener: (message: { readonly data: unknown }) => void): void
  }
}

/** How a page reaches its host. */
export type Line<Dropped> = {
  readonly openSocket: () => PageSocket
  readonly upload: (file: Dropped) => Promise<Answer<LocatedFile>>
  /** Milliseconds before trying again, by how often it has failed in a row (from 1). */
  readonly patience: (failures: number) => number
}

/** Of what is asked while there is no connection: it was not begun. */
const noLine: Failure = {
  code: 'internal',
  message: 'The connection to Antecedent was lost.',
  hint: 'What runs goes on. If this stays, start Antecedent again and open the address it prints.',
}

/** Of what was under way when the connection was lost: how it ends is not known here. */
const lost: Failure = { ...noLine, code: 'connection-lost' }

const tooLong: Failure = { code: 'text-too-long', message: 'That is more than can be sent at once.', hint: 'Send it in parts.' }

/**
 * The studio over one socket that is opened again whenever it closes. Resolves once the first attempt has opened or failed;
 * while there is no connection every call is answered with a failure.
 */
export function connect<Dropped>(line: Line<Dropped>): Promise<Studio<Dropped>> {
  const listeners = new Set<(events: readonly AppEvent[]) => void>()
  const reconnectListeners = new Set<() => void>()
  const pending = new Map<number, (answer: Answer<unknown>) => void>()
  let open: PageSocket | null = null
  let lastId = 0
  let failures = 0
  let wasOpen = false

  const receive = (frame: HostFrame): void => {
    if ('events' in frame) {
      for (const listener of listeners) listener(frame.events)
      return
    }
    pending.get(frame.id)?.(frame.answer)
    pending.delete(frame.id)
  }
  const dial = (settled: () => void): void => {
    const socket = line.openSocket()
    socket.addEventListener('open', () => {
      open = socket
      failures = 0
      if (wasOpen) for (const listener of reconnectListeners) listener()
      wasOpen = true
      settled()
    })
    // The host's frames are this program's own, typed where they are written.
    socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as HostFrame))
    socket.addEventListener('close', () => {
      open = null
      failures += 1
      for (const answer of pending.values()) answer({ ok: false, failure: lost })
      pending.clear()
      settled()
      setTimeout(() => dial(() => {}), line.patience(failures))
    })
  }

  const studio: Studio<Dropped> = {
    request: <C extends Channel>(channel: C, input: Input<C>) =>
      new Promise<Answer<Output<C>>>((resolve) => {
        if (open === null) return resolve({ ok: false, failure: noLine })
        const id = lastId + 1
        const text = JSON.stringify({ id, channel, input } satisfies RequestFrame)
        // The host would close the socket on it, and every other call with it.
        if (new TextEncoder().encode(text).byteLength > maxFrameBytes) return resolve({ ok: false, failure: tooLong })
        lastId = id
        // The id ties this answer to this channel; the host typed it as the channel's output.
        pending.set(id, (answer) => resolve(answer as Answer<Output<C>>))
        open.send(text)
      }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onReconnect: (listener) => {
      reconnectListeners.add(listener)
      return () => reconnectListeners.delete(listener)
    },
    locateDrop: (file) => line.upload(file).catch(() => ({ ok: false, failure: noLine })),
  }
  return new Promise((resolve) => dial(() => resolve(studio)))
}

/** A quarter of a second at first, doubling up to five seconds. */
export function growingPatience(failures: number): number {
  return Math.min(5000, 250 * 2 ** (failures - 1))
}
