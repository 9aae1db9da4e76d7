import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Antecedent } from '../core/antecedent'
import { fileHeaders, type PageFiles, protectiveHeaders } from '../core/page-files'
import { admitAddress, admitSession, type Secrets, sameSecret, sessionCookie } from './gate'
import { receiveUpload } from './upload'

/** What a host knows when it answers. */
export type Site = {
  readonly antecedent: Antecedent
  readonly files: PageFiles
  readonly secrets: Secrets
  readonly port: number
  readonly log: (error: unknown) => void
}

/** Answers one request: the token's exchange for a session, an upload, or a file of the page. */
export async function respond(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const { secrets, port } = site
  for (const [name, value] of Object.entries(protectiveHeaders(socketAddresses(port)))) response.setHeader(name, value)

  const address = admitAddress(request.headers, port, !isReading(request))
  if (!address.admitted) return refuse(response, address.status, address.reason)

  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const parameters = new URLSearchParams(query)
  const token = parameters.get('token')
  if (path === '/' && token !== null && isReading(request)) {
    if (!sameSecret(token, secrets.token)) return refuse(response, 403, 'That token is not this host’s.')
    response.writeHead(303, { Location: '/', 'Set-Cookie': sessionCookie(port, secrets.session), 'Cache-Control': 'no-store' }).end()
    return
  }

  const session = admitSession(request.headers, port, secrets.session)
  if (!session.admitted) return refuse(response, session.status, session.reason)

  if (path === '/upload' && request.method === 'POST') {
    const answer = await receiveUpload(request, parameters.get('name') ?? '', site.antecedent, site.log)
    // Bytes that nobody wants any more are not read to their end: the connection goes with the answer.
    if (!request.complete) response.setHeader('Connection', 'close')
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(JSON.stringify(answer))
    return
  }
  if (!isReading(request)) return refuse(response, 405, 'That cannot be done here.')
  const file = site.files.get(path)
  if (file === undefined) return refuse(response, 404, 'There is no such file.')
  response.writeHead(200, fileHeaders(file)).end(request.method === 'HEAD' ? undefined : file.bytes)
}

/** The page's own address as a socket's; older browsers do not read it out of `'self'`. */
function socketAddresses(port: number): readonly string[] {
  return [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]
}

function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(`${reason}\n`)
}
