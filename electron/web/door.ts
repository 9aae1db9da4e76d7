import { once } from 'node:events'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { dirname, join } from 'node:path'
import { errnoOf } from '../core/files/atomic'
import { type AccessAnswer, type AccessCall, accessAnswer } from '../shared/access'
import { StudioError } from '../shared/errors'
import { readAccessCall } from './access'

/** Longest path of a socket that macOS takes, in bytes; Linux takes four more. */
const maxPathBytes = 103

/** Where a host that serves a home can be asked by commands: a socket that only the home's owner can open. */
export function doorOf(home: string): string {
  return join(home, '.serve', 'door')
}

/**
 * Lets the commands of the same person ask about links and sessions: whoever may open files of the home is let in, no secret lies on the
 * disk, no page can reach it. Returns the way to close it. Throws where there can be no socket of that name.
 */
export async function openDoor(path: string, answer: (call: AccessCall) => AccessAnswer): Promise<() => Promise<void>> {
  if (Buffer.byteLength(path) > maxPathBytes) throw new Error(`${path} is too long for a socket.`)
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  // What a host that was killed left; the home is this process's own.
  await rm(path, { force: true })
  const server = createServer({ requestTimeout: 5_000, connectionsCheckingInterval: 1_000 }, async (asked, response) => {
    const call = await readAccessCall(asked)
    response.writeHead(call === null ? 400 : 200, { 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' })
    response.end(call === null ? undefined : JSON.stringify(answer(call)))
  })
  server.listen(path)
  await once(server, 'listening')
  await chmod(path, 0o600)
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}

/** Asks the host at a door. Throws `not-found` where none listens. */
export async function askDoor(path: string, call: AccessCall): Promise<AccessAnswer> {
  try {
    const asking = request({ socketPath: path, path: '/', method: 'POST', timeout: 5_000 })
    asking.on('timeout', () => asking.destroy(new Error('The host does not answer.')))
    asking.end(JSON.stringify(call))
    const [response] = await once(asking, 'response')
    let text = ''
    for await (const piece of response) text += String(piece)
    return accessAnswer.parse(JSON.parse(text))
  } catch (error) {
    const code = errnoOf(error)
    if (code !== 'ENOENT' && code !== 'ECONNREFUSED') throw error
    throw new StudioError(
      { code: 'not-found', message: 'Antecedent is not served here.', hint: 'Start it with “antecedent serve”.' },
      { cause: error },
    )
  }
}
