import type { RawData, WebSocket } from 'ws'
import { answerCall } from '../core/answer-call'
import type { Antecedent } from '../core/antecedent'
import { type HostFrame, parseRequestFrame } from './frames'
import { createOutbox } from './outbox'
import type { Session } from './sessions'

/** Calls of one page that may be under way, or answered and not yet sent. Beyond that its socket is not read. */
const maxOpenCalls = 64

/** Talks to one page over its socket until the socket closes or its session ends: answers its calls, tells it what happened. */
export function converse(
  socket: WebSocket,
  antecedent: Antecedent,
  session: Pick<Session, 'touch' | 'open'>,
  log: (error: unknown) => void,
): void {
  let openCalls = 0
  const outbox = createOutbox(
    (text, done) => socket.send(text, done),
    () => socket.terminate(),
  )
  const finishCall = (): void => {
    openCalls -= 1
    if (openCalls < maxOpenCalls && socket.isPaused) socket.resume()
  }
  const receive = async (data: RawData, isBinary: boolean): Promise<void> => {
    // What was read before the socket was closed is not asked any more.
    if (socket.readyState !== socket.OPEN) return
    if (!session.touch()) return socket.terminate()
    const frame = isBinary ? null : parseRequestFrame(String(data))
    if (frame === null) {
      socket.close(1008, 'That is no call.')
      return
    }
    openCalls += 1
    if (openCalls >= maxOpenCalls) socket.pause()
    const answer = await answerCall(antecedent.handlers, frame.channel, frame.input, log)
    outbox.answer(write({ id: frame.id, answer }), finishCall)
  }

  const unsubscribe = antecedent.subscribe((events) => outbox.events(write({ events })))
  const leave = session.open(() => socket.terminate())
  socket.on('message', (data, isBinary) => void receive(data, isBinary).catch(log))
  // A frame that is too large or torn closes the socket by itself; without a listener it would end the process.
  socket.on('error', log)
  socket.on('close', () => {
    unsubscribe()
    leave()
  })
}

function write(frame: HostFrame): string {
  return JSON.stringify(frame)
}
