import type { IncomingMessage } from 'node:http'
import { type AccessAnswer, type AccessCall, accessCall } from '../shared/access'
import { maxAccessBytes } from './limits'
import type { Sessions } from './sessions'

/** Answers a question about who may come in. `own` is the asking page's session, null for the owner of the home. */
export function answerAccess(sessions: Sessions, port: number, call: AccessCall, own: number | null): AccessAnswer {
  switch (call.ask) {
    case 'link': {
      const { token, until } = sessions.createLink()
      return { answer: 'link', path: linkPath(token), port, until: new Date(until).toISOString() }
    }
    case 'sessions':
      return { answer: 'sessions', sessions: sessions.list(own) }
    case 'end':
      return { answer: 'ended', count: sessions.end(call.session) }
  }
}

/** A link's address without its host. */
export function linkPath(token: string): string {
  return `/?token=${encodeURIComponent(token)}`
}

/** Reads a question from a request's body; null where it is none, or longer than any. Never rejects. */
export async function readAccessCall(request: IncomingMessage): Promise<AccessCall | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of request as AsyncIterable<Uint8Array>) {
      length += piece.byteLength
      if (length > maxAccessBytes) return null
      pieces.push(piece)
    }
    return accessCall.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  } catch {
    return null
  }
}
