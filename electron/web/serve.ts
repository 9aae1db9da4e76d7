import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Antecedent } from '../core/antecedent'
import { readPageFiles } from '../core/page-files'
import type { AccessAnswer, AccessCall } from '../shared/access'
import { answerAccess, linkPath } from './access'
import { admitAddress } from './address'
import { converse } from './conversation'
import { readCookie, readKey } from './credentials'
import { socketProtocol } from './handshake'
import { maxConnections, maxFragments, maxFrameBytes, maxSockets, ordinaryPatience, type Patience } from './limits'
import { listenOnLoopback } from './listen'
import { respond, type Site } from './respond'
import { createSessions, ordinaryIdle, type Session } from './sessions'

/** What a loopback host serves, and where. */
export type ServeOptions = {
  readonly antecedent: Antecedent
  /** The built renderer, `out/renderer`. Read once, at the start. */
  readonly rendererDir: string
  /** 0 takes a free one. */
  readonly port: number
  /** How long a session lives without a request, in milliseconds; 12 hours by default. */
  readonly idle?: number
  /** Gets what went wrong inside, with its stack; stderr by default. */
  readonly log?: (error: unknown) => void
  /** How long slow connections are waited for. */
  readonly patience?: Patience
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** A host that listens. */
export type WebHost = {
  /** The first link: it opens the app in one browser of this machine, once, within ten minutes. */
  readonly url: string
  /** Until when, as ISO 8601. */
  readonly until: string
  readonly port: number
  /** Answers a question about links and sessions for whoever started the host. */
  readonly access: (call: AccessCall) => AccessAnswer
  /** Ends every connection and frees the port. The app behind it stays open. */
  readonly close: () => Promise<void>
}

/** Serves the app's window on this machine's loopback addresses, and on no other. Throws `busy`. */
export async function serve(options: ServeOptions): Promise<WebHost> {
  const { antecedent, patience = ordinaryPatience, log = (error) => console.error(error) } = options
  const files = await readPageFiles(options.rendererDir)
  const sessions = createSessions(options.idle ?? ordinaryIdle, options.now)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    maxFragments,
    perMessageDeflate: false,
    clientTracking: true,
    handleProtocols: () => socketProtocol,
  })
  /** Known once there is a port, before any connection is. */
  let site: Site | null = null
  const { servers, port } = await listenOnLoopback(() => {
    const server = createServer({
      headersTimeout: patience.head,
      requestTimeout: patience.request,
      connectionsCheckingInterval: Math.min(patience.head, 2_000),
    })
    server.timeout = patience.silence
    server.maxConnections = maxConnections
    server.on('request', (request, response) => {
      if (site === null) return response.destroy()
      respond(request, response, site).catch((error: unknown) => {
        log(error)
        response.destroy()
      })
    })
    server.on('upgrade', (request, socket, head) => {
      const session = site && sockets.clients.size < maxSockets ? admitUpgrade(request, site) : null
      if (session === null) return refuseUpgrade(socket)
      sockets.handleUpgrade(request, socket, head, (webSocket) => converse(webSocket, antecedent, session, log))
    })
    return server
  }, options.port)
  site = { antecedent, files, sessions, port, log }
  const { token, until } = sessions.createLink()
  const sweeping = setInterval(sessions.sweep, 60_000).unref()

  return {
    url: `http://127.0.0.1:${port}${linkPath(token)}`,
    until: new Date(until).toISOString(),
    port,
    access: (call) => answerAccess(sessions, port, call, null),
    close: async () => {
      clearInterval(sweeping)
      for (const socket of sockets.clients) socket.terminate()
      await Promise.all(
        servers.map(async (server) => {
          const closed = once(server, 'close')
          server.close()
          server.closeAllConnections()
          await closed
        }),
      )
    },
  }
}

/** Only the page's own address, session and key open a socket. */
function admitUpgrade(request: IncomingMessage, { port, sessions }: Site): Session | null {
  if (request.url !== '/studio' || !admitAddress(request.headers, port, true).admitted) return null
  const session = sessions.find(readCookie(request.headers, port))
  return session?.hasKey(readKey(request.headers)) ? session : null
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
