import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Antecedent } from '../core/antecedent'
import { fileHeaders, type PageFiles, protectiveHeaders } from '../core/page-files'
import { answerAccess, linkPath, readAccessCall } from './access'
import { admitAddress } from './address'
import { browserWords } from './browser-words'
import { forgottenCookie, readCookie, readKey, sessionCookie } from './credentials'
import { keyedPage } from './handshake'
import type { Session, Sessions } from './sessions'
import { noIcon, type Reason, reasonWords, signInPage } from './sign-in-page'
import { receiveUpload } from './upload'

/** What a host knows when it answers. */
export type Site = {
  readonly antecedent: Antecedent
  readonly files: PageFiles
  readonly sessions: Sessions
  readonly port: number
  readonly log: (error: unknown) => void
}

/** Beside what every window is protected by. */
const ownHeaders: Readonly<Record<string, string>> = {
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), display-capture=()',
}

/** Answers one request: a link's exchange for a session, a question about access, an upload, or a file of the page. */
export async function respond(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const { sessions, port } = site
  const headers = { ...protectiveHeaders(socketAddresses(port)), ...ownHeaders }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)

  const address = admitAddress(request.headers, port, !isReading(request))
  if (!address.admitted) return refuse(response, address.status, address.reason)

  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const parameters = new URLSearchParams(query)
  const session = sessions.find(readCookie(request.headers, port))
  const token = parameters.get('token')
  if (path === '/' && token !== null && isReading(request)) return exchange(request, response, site, token, session)
  if (path === '/sign-in' && isReading(request)) return showSignIn(response, 200, 'no-session')
  if (session === null) {
    if (path === '/' && isReading(request)) {
      return request.headers['sec-fetch-site'] === 'cross-site' ? leadOn(response, '/') : showSignIn(response, 403, 'no-session')
    }
    return refuse(response, 403, reasonWords('no-session'))
  }

  const asksApp = path === '/session' || path === '/upload' || path === '/access'
  if (asksApp && !session.hasKey(readKey(request.headers))) return refuse(response, 403, reasonWords('no-session'))
  if (path === '/session' && isReading(request)) {
    response.writeHead(204, { 'Cache-Control': 'no-store' }).end()
    return
  }
  if (path === '/access' && request.method === 'POST') return answerAccessCall(request, response, site, session)
  if (path === '/upload' && request.method === 'POST') {
    return answerJson(request, response, await receiveUpload(request, parameters.get('name') ?? '', site.antecedent, site.log))
  }
  if (!isReading(request)) return refuse(response, 405, 'That cannot be done here.')
  const file = site.files.get(path)
  if (file === undefined) return refuse(response, 404, 'There is no such file.')
  response.writeHead(200, fileHeaders(file)).end(request.method === 'HEAD' ? undefined : file.bytes)
}

/** A link is opened. In a browser that is signed in already a link that was used leads to the page as well. */
function exchange(request: IncomingMessage, response: ServerResponse, site: Site, token: string, session: Session | null): void {
  const { sessions, port } = site
  if (request.method !== 'GET' || isAhead(request)) {
    // What a browser loads ahead nobody has opened yet.
    refuse(response, 403, 'A link is opened, not looked at ahead.')
    return
  }
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    // Once more from a page of our own, with the cookie of whoever is signed in here already.
    leadOn(response, linkPath(token))
    return
  }
  const signIn = sessions.signIn(token, browserWords(request.headers['user-agent']), session?.number)
  if (signIn.result === 'signed-in') {
    response.setHeader('Set-Cookie', sessionCookie(port, signIn.cookie))
    leadOn(response, keyedPage(signIn.key))
  } else if (session !== null) leadOn(response, '/')
  else showSignIn(response, 403, signIn.result)
}

async function answerAccessCall(request: IncomingMessage, response: ServerResponse, site: Site, session: Session): Promise<void> {
  const call = await readAccessCall(request)
  if (call === null) return refuse(response, 400, 'That is no call.')
  const answer = answerAccess(site.sessions, site.port, call, session.number)
  if (!session.touch()) response.setHeader('Set-Cookie', forgottenCookie(site.port))
  answerJson(request, response, answer)
}

/** The page's own address as a socket's; older browsers do not read it out of `'self'`. */
function socketAddresses(port: number): readonly string[] {
  return [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]
}

function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function isAhead({ headers }: IncomingMessage): boolean {
  return [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']].some(
    (purpose) => typeof purpose === 'string' && /prefetch|prerender|preview/.test(purpose),
  )
}

function answerJson(request: IncomingMessage, response: ServerResponse, answer: unknown): void {
  // Bytes that nobody wants any more are not read to their end: the connection goes with the answer.
  if (!request.complete) response.setHeader('Connection', 'close')
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(answer))
}

/**
 * Goes on to `location` from a page of our own. Where another site's page led here, a browser sends the cookie neither with that request nor
 * along a redirect; with what our own page asks it does.
 */
function leadOn(response: ServerResponse, location: string): void {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', Refresh: `0; url=${location}` }
  response.writeHead(200, headers).end(`<!doctype html><title>Antecedent</title>${noIcon}<a href="${location}">Antecedent</a>`)
}

function showSignIn(response: ServerResponse, status: number, reason: Reason): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(signInPage(reason))
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(`${reason}\n`)
}
