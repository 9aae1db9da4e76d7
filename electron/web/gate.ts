import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The two secrets of one host, made anew at every start. */
export type Secrets = {
  /** Printed once in the address; opens a browser for as long as the host lives. */
  readonly token: string
  /** What a browser holds afterwards, in a cookie that no script can read. */
  readonly session: string
}

/** What the host decides about a request before it looks at what is asked. */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly status: 403 | 421; readonly reason: string }

/** Two random secrets of 256 bits. */
export function createSecrets(): Secrets {
  return { token: randomBytes(32).toString('base64url'), session: randomBytes(32).toString('base64url') }
}

/** Compares in a time that says nothing about where two secrets differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())
}

/** The session's cookie. Cookies do not know ports, so its name does. */
export function sessionCookie(port: number, session: string): string {
  return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`
}

/**
 * Whether a request speaks to this host by one of its own names, and comes from nowhere else. A foreign Host is how DNS rebinding
 * shows, a foreign Origin how another page does. Browsers leave Origin out of plain navigations, so only calls must name it.
 */
export function admitAddress(headers: IncomingHttpHeaders, port: number, originNeeded: boolean): Admission {
  const host = headers.host
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { admitted: false, status: 421, reason: 'This address is not served here.' }
  }
  const origin = headers.origin
  if (origin === undefined ? originNeeded : origin !== `http://${host}`) {
    return { admitted: false, status: 403, reason: 'Only Antecedent’s own page may ask.' }
  }
  return { admitted: true }
}

/** Whether a request carries this host's session. */
export function admitSession(headers: IncomingHttpHeaders, port: number, session: string): Admission {
  const given = readCookie(headers.cookie, cookieName(port))
  if (given !== null && sameSecret(given, session)) return { admitted: true }
  return { admitted: false, status: 403, reason: 'Open the address that Antecedent printed when it started, with its token.' }
}

function cookieName(port: number): string {
  return `antecedent-${port}`
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return null
}
