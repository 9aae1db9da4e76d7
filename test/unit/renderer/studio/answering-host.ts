import { vi } from 'vitest'
import type { Answer, AppEvent, Channel, Input, Output, Studio } from '../../../../electron/shared/contract'
import { openStudio } from '../../../../renderer/studio/client'

/** A call of the window that waits for the test's answer. */
export type Call = { readonly channel: Channel; readonly input: unknown; readonly answer: (answer: Answer<never>) => Promise<void> }

/** A host that the test answers for. */
export type AnsweringHost = {
  readonly studio: Studio<File>
  /** So far, in order. */
  readonly calls: readonly Call[]
  readonly say: (...events: readonly AppEvent[]) => void
  readonly reconnect: () => void
}

/** Makes a host that answers no call by itself. */
export function hostOfTheTest(): AnsweringHost {
  const calls: Call[] = []
  const listeners = new Set<(events: readonly AppEvent[]) => void>()
  const reconnected = new Set<() => void>()
  const studio: Studio<File> = {
    request: <C extends Channel>(channel: C, input: Input<C>) =>
      new Promise<Answer<Output<C>>>((resolve) => {
        calls.push({
          channel,
          input,
          answer: async (answer) => {
            resolve(answer)
            // Lets the window carry on with it.
            await new Promise((carryOn) => setImmediate(carryOn))
          },
        })
      }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onReconnect: (listener) => {
      reconnected.add(listener)
      return () => reconnected.delete(listener)
    },
    locateDrop: async () => ({ ok: false, failure: { code: 'not-allowed', message: 'No drops here.' } }),
  }
  return {
    studio,
    calls,
    say: (...events) => {
      for (const listener of listeners) listener(events)
    },
    reconnect: () => {
      for (const listener of reconnected) listener()
    },
  }
}

/** Opens the window's studio on a host that the test answers for. Returns the calls so far. */
export async function answeringHost(): Promise<readonly Call[]> {
  const { studio, calls } = hostOfTheTest()
  vi.stubGlobal('window', { studio })
  vi.stubGlobal('history', { pushState: () => {} })
  await openStudio()
  return calls
}

/** An answer of the host's. The test knows which call it belongs to. */
export const answered = (value: unknown): Answer<never> => ({ ok: true, value: value as never })
