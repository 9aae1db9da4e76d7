import type { IncomingHttpHeaders } from 'node:http'
import { keyHeader, socketProtocol } from './handshake'

/**
 * The session's cookie: no script can read it, no other site's page makes it travel. Cookies do not know ports, so its name does.
 * Without `__Host-`, which needs `Secure`: Safari takes no such cookie from a loopback address without TLS.
 */
export function sessionCookie(port: number, secret: string): string {
  return `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict`
}

/** Makes a browser forget the session's cookie. */
export function forgottenCookie(port: number): string {
  return `${cookieName(port)}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`
}

/** The session's secret as a request's cookie has it; null where there is none. */
export function readCookie(headers: IncomingHttpHeaders, port: number): string | null {
  const name = cookieName(port)
  for (const pair of headers.cookie?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return null
}

/** The page's key: from its own header, or beside the protocol of a socket, which has no headers of its own. Null where there is none. */
export function readKey(headers: IncomingHttpHeaders): string | null {
  const own = headers[keyHeader]
  if (typeof own === 'string') return own
  const [protocol, key, ...more] = headers['sec-websocket-protocol']?.split(',').map((word) => word.trim()) ?? []
  return protocol === socketProtocol && key !== undefined && more.length === 0 ? key : null
}

function cookieName(port: number): string {
  return `antecedent-${port}`
}
