import { once } from 'node:events'
import type { Server } from 'node:http'
import { errnoOf } from '../core/files/atomic'
import { StudioError } from '../shared/errors'

/** Ports that are tried where any will do, and one of them is taken on ::1 alone. */
const tries = 8

/**
 * Listens on both loopback addresses, and on no other, so that nobody else can answer to `localhost` on this port. Where the machine has no
 * IPv6, on 127.0.0.1 alone. `make` gives a server for each; port 0 takes a free one. Throws `busy`.
 */
export async function listenOnLoopback(
  make: () => Server,
  port: number,
): Promise<{ readonly servers: readonly Server[]; readonly port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const four = make()
    const six = make()
    try {
      await listen(four, '127.0.0.1', port)
      const address = four.address()
      if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
      const hasSix = await listen(six, '::1', address.port).then(
        () => true,
        (error: unknown) => {
          if (hasNoAddress(error)) return false
          throw error
        },
      )
      return { servers: hasSix ? [four, six] : [four], port: address.port }
    } catch (error) {
      four.close()
      if (port === 0 && attempt < tries && errnoOf(error) === 'EADDRINUSE') continue
      throw portFailure(port, error)
    }
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' })
  await once(server, 'listening')
}

function hasNoAddress(error: unknown): boolean {
  const code = errnoOf(error)
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL'
}

function portFailure(port: number, error: unknown): unknown {
  const code = errnoOf(error)
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error
  const why = code === 'EACCES' ? 'may not be used by you' : 'is in use'
  return new StudioError({ code: 'busy', message: `Port ${port} ${why}.`, hint: 'Name another, or none for a free one.' }, { cause: error })
}
