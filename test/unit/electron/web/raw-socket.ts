import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import type { WebHost } from '../../../../electron/web/serve'
import { pageHeaders } from './visitor'

/** A connection to a host that writes whatever it likes. */
export async function rawConnection(host: WebHost): Promise<Socket> {
  const socket = createConnection(host.port, '127.0.0.1')
  // Being cut off in the middle of a word is what is expected.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Everything that a host says until it hangs up. */
export async function untilHungUp(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = []
  socket.on('data', (piece) => pieces.push(piece))
  if (!socket.closed) await once(socket, 'close')
  return Buffer.concat(pieces)
}

/** A socket of a signed-in page, after its handshake, for frames that no library would send. */
export async function rawPageSocket(host: WebHost): Promise<Socket> {
  const { 'x-antecedent-key': key, Cookie, Origin } = await pageHeaders(host)
  const socket = await rawConnection(host)
  socket.write(
    [
      'GET /studio HTTP/1.1',
      `Host: 127.0.0.1:${host.port}`,
      `Origin: ${Origin}`,
      `Cookie: ${Cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      `Sec-WebSocket-Protocol: antecedent, ${key}`,
      '\r\n',
    ].join('\r\n'),
  )
  const [answer] = await once(socket, 'data')
  if (!String(answer).startsWith('HTTP/1.1 101')) throw new Error(`Refused: ${String(answer).slice(0, 40)}`)
  return socket
}

/** The head of a masked frame. `opcode` 1 is text, 0 goes on with what came before; the mask is all zeros, so that bytes stay as they are. */
export function frameHead(opcode: number, length: number, isLast = true): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode
  if (length < 126) return Buffer.from([first, 0x80 | length, 0, 0, 0, 0])
  const head = Buffer.alloc(14)
  head[0] = first
  head[1] = 0x80 | 127
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

/** The code with which a host closed a socket, from what it said last; null where it said none. */
export function closeCode(said: Buffer): number | null {
  const at = said.indexOf(0x88)
  return at === -1 ? null : said.readUInt16BE(at + 2)
}
