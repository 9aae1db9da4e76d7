import { ipcMain } from 'electron'
import { answerCall, isChannel } from '../core/answer-call'
import { type Answer, type Channel, channels, type Handlers } from '../shared/contract'
import type { Failure } from '../shared/errors'
import { requestName } from '../shared/ipc-names'
import { isTrusted, senderOf } from './policy/sender'

const foreign: Failure = { code: 'not-allowed', message: 'Only Antecedent’s own window may ask.' }

/** What the calls of the window are answered with. */
export type CallOptions = {
  readonly handlers: Handlers
  /** Whether these are the contents of a window that we made. */
  readonly isOurs: (contentsId: number) => boolean
  /** Goes around each trusted call, for what the shell does meanwhile. */
  readonly accompany: (channel: Channel, call: () => Promise<Answer<unknown>>) => Promise<Answer<unknown>>
  readonly log: (error: unknown) => void
}

/** Registers every channel of the contract. A failure is an answer: nothing here rejects, and no stack crosses. */
export function registerCalls({ handlers, isOurs, accompany, log }: CallOptions): void {
  for (const channel of Object.keys(channels).filter(isChannel)) {
    ipcMain.handle(requestName(channel), async (event, input: unknown): Promise<Answer<unknown>> => {
      if (!isTrusted(senderOf(event), isOurs)) return { ok: false, failure: foreign }
      return accompany(channel, () => answerCall(handlers, channel, input, log))
    })
  }
}
