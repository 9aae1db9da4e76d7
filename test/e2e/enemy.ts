import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Another server of the same machine, on another port: a page that somebody was lured to. */
export type Enemy = {
  /** `http://127.0.0.1:port` */
  readonly origin: string
  /** Everything that was asked of it, in order. */
  readonly asked: readonly IncomingMessage[]
  /** What its pages say next, by path; everything else is a script that says it has run. */
  readonly pages: Map<string, string>
  readonly close: () => Promise<void>
}

/** What a foreign script does. */
export const foreignScript = 'globalThis.ran = [...(globalThis.ran ?? []), "foreign script"]'

/** Starts one. It allows everything that a server can allow. */
export async function startEnemy(): Promise<Enemy> {
  const asked: IncomingMessage[] = []
  const pages = new Map<string, string>()
  const server = createServer((request, response) => {
    asked.push(request)
    const page = pages.get((request.url ?? '').split('?')[0] ?? '')
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    response.setHeader('Content-Type', page === undefined ? kindOf(request.url ?? '') : 'text/html; charset=utf-8')
    response.end(page ?? bodyOf(request.url ?? ''))
  })
  server.on('upgrade', (request, socket) => {
    asked.push(request)
    socket.destroy()
  })
  server.listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    pages,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function kindOf(url: string): string {
  if (url.endsWith('.css')) return 'text/css'
  if (url.endsWith('.svg')) return 'image/svg+xml'
  return 'text/javascript'
}

function bodyOf(url: string): string {
  if (url.endsWith('.css')) return 'body { outline: 3px solid rgb(1, 2, 3) }'
  if (url.endsWith('.svg')) return '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
  return foreignScript
}
