import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Antecedent } from '../core/antecedent'
import { readPageFiles } from '../core/page-files'
import { StudioError } from '../shared/errors'
import { converse } from './conversation'
import { admitAddress, admitSession, createSecrets } from './gate'
import { maxFrameBytes } from './limits'
import { respond, type Site } from './respond'

/** What a loopback host serves, and where. */
export type ServeOptions = {
  readonly antecedent: Antecedent
  /** The built renderer, `out/renderer`. Read once, at the start. */
  readonly rendererDir: string
  /** 0 takes a free one. */
  readonly port: number
  /** Gets what went wrong inside, with its stack; stderr by default. */
  readonly log?: (error: unknown) => void
}

/** A host that listens. */
export type WebHost = {
  /** The address with its token: whoever has it, on this machine, has the app. */
  readonly url: string
  readonly port: number
  /** Ends every connection and frees the port. The app behind it stays open. */
  readonly close: () => Promise<void>
}

/** Serves the app's window on this machine's loopback address, and on no other. */
export async function serve(options: ServeOptions): Promise<WebHost> {
  const files = await readPageFiles(options.rendererDir)
  const server = createServer({ requestTimeout: 3_600_000 })
  const port = await listen(server, options.port)
  const log = options.log ?? ((error) => console.error(error))
  const site: Site = { antecedent: options.antecedent, files, secrets: createSecrets(), port, log }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, clientTracking: true })

  server.on('request', (request, response) => {
    respond(request, response, site).catch((error: unknown) => {
      log(error)
      response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (!admitUpgrade(request, site)) return refuseUpgrade(socket)
    sockets.handleUpgrade(request, socket, head, (webSocket) => converse(webSocket, site.antecedent, log))
  })

  return {
    url: `http://127.0.0.1:${port}/?token=${site.secrets.token}`,
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StudioError(
      { code: 'busy', message: `Port ${port} cannot be listened on.`, hint: 'Choose another one, or 0 for any free one.' },
      { cause: error },
    )
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}

function admitUpgrade(request: IncomingMessage, { port, secrets }: Site): boolean {
  return (
    request.url === '/studio' &&
    admitAddress(request.headers, port, true).admitted &&
    admitSession(request.headers, port, secrets.session).admitted
  )
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
