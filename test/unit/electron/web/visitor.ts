import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { keyHeader, keyIn, socketProtocol } from '../../../../electron/web/handshake'
import { type ServeOptions, serve, type WebHost } from '../../../../electron/web/serve'
import { type SmallAntecedent, smallAntecedent } from './small-antecedent'

/** A host over a small page, and what was logged. */
export type TestHost = {
  readonly host: WebHost
  readonly antecedent: SmallAntecedent
  readonly logged: unknown[]
  readonly end: () => Promise<void>
}

/** An HTTP answer, read to its end. */
export type Reply = { readonly status: number; readonly headers: Record<string, string | string[] | undefined>; readonly body: string }

/** Writes a small built page into a temporary folder, with a secret beside it that must never be served. */
export async function builtPage(): Promise<{ readonly rendererDir: string; readonly remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'antecedent-page-'))
  const rendererDir = join(root, 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.json'), '{"secret":true}')
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Antecedent</title>')
  await writeFile(join(rendererDir, 'assets', 'index-Ab12_-9z.js'), 'export {}')
  await writeFile(join(rendererDir, 'notes.txt'), 'not for the page')
  return { rendererDir, remove: () => rm(root, { recursive: true, force: true }) }
}

/** Starts a host on a free port. */
export async function startHost(
  antecedent = smallAntecedent(),
  port = 0,
  more: Pick<ServeOptions, 'idle' | 'now' | 'patience'> = {},
): Promise<TestHost> {
  const page = await builtPage()
  const logged: unknown[] = []
  const host = await serve({ antecedent, rendererDir: page.rendererDir, port, log: (error) => logged.push(error), ...more })
  return { host, antecedent, logged, end: () => host.close().then(page.remove) }
}

/** Asks exactly what it is told: no path is tidied up on the way, as `fetch` would. */
export async function ask(
  host: Pick<WebHost, 'port'>,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Buffer } = {},
): Promise<Reply> {
  const { method = 'GET', headers = {}, body } = options
  const asking = request({ host: '127.0.0.1', port: host.port, path, method, headers, agent: false })
  asking.end(body)
  const [response] = await once(asking, 'response')
  let text = ''
  for await (const piece of response) text += String(piece)
  return { status: response.statusCode, headers: response.headers, body: text }
}

/** A new link, as the path that opens it. */
export function newLink(host: WebHost): string {
  const answer = host.access({ ask: 'link' })
  if (answer.answer !== 'link') throw new Error('That is no link.')
  return answer.path
}

/** What a browser holds after it opened a link: a cookie, and its page a key. */
export type Credentials = { readonly cookie: string; readonly key: string }

/** Opens a new link as a browser does. */
export function signIn(host: WebHost, headers: Record<string, string> = {}): Promise<Credentials> {
  return openLink(host, newLink(host), headers)
}

/** Opens a link, given as the path that does. */
export async function openLink(host: Pick<WebHost, 'port'>, link: string, headers: Record<string, string> = {}): Promise<Credentials> {
  const reply = await ask(host, link, { headers })
  const [cookie] = reply.headers['set-cookie'] ?? []
  const key = keyIn(new URL(ledTo(reply) ?? '/', 'http://host').hash)
  if (cookie === undefined || key === null) throw new Error(`Refused with ${reply.status}.`)
  return { cookie: cookie.split(';')[0] ?? '', key }
}

/** Where an answer leads a browser on to; null where it does not. */
export function ledTo({ headers }: Reply): string | null {
  return /^0; url=(.*)$/.exec(String(headers.refresh))?.[1] ?? null
}

/** The cookie of a browser that signed in. */
export async function cookieOf(host: WebHost): Promise<string> {
  return (await signIn(host)).cookie
}

/** Headers that the host's own page sends. */
export async function pageHeaders(host: WebHost): Promise<Record<string, string>> {
  return headersOf(host, await signIn(host))
}

/** The same, of a browser that signed in before. */
export function headersOf(host: WebHost, { cookie, key }: Credentials): Record<string, string> {
  return { Cookie: cookie, Origin: `http://127.0.0.1:${host.port}`, [keyHeader]: key }
}

/** Opens the page's socket; resolves with the socket, or with the status that refused it. The key is said as a page says it. */
export function openSocket(host: WebHost, headers: Record<string, string>, path = '/studio'): Promise<WebSocket | number> {
  const { [keyHeader]: key, ...rest } = headers
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, key === undefined ? [] : [socketProtocol, key], { headers: rest })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('error', reject)
  })
}

/** The same, where it must open. */
export async function ownSocket(host: WebHost): Promise<WebSocket> {
  const socket = await openSocket(host, await pageHeaders(host))
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}.`)
  return socket
}

/** The next frame that the host sends. */
export async function nextFrame(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}
