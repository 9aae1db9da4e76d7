import type { Answer } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { newId, request } from './client'

/** How something stands that takes a while and was asked for in a dialog. */
export type Errand<Result> =
  | { readonly state: 'idle' }
  /** `requestId` is what `job.cancel` takes. */
  | { readonly state: 'running'; readonly requestId: string }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Where an errand is kept. */
type Place<Result> = {
  readonly read: () => Errand<Result>
  readonly write: (errand: Errand<Result>) => void
  readonly forget: (requestId: string) => void
}

/** The ways to begin and to end what is kept in a place: one at a time. */
export function errandIn<Result>({ read, write, forget }: Place<Result>) {
  const cancel = () => {
    const errand = read()
    if (errand.state === 'running') void request('job.cancel', { id: errand.requestId })
  }
  return {
    /** Asks. Null where it is being asked already, and where it was left before its answer came: nobody waits for that. */
    begin: async (ask: (requestId: string) => Promise<Answer<Result>>): Promise<Answer<Result> | null> => {
      if (read().state === 'running') return null
      const requestId = newId()
      write({ state: 'running', requestId })
      const answer = await ask(requestId)
      forget(requestId)
      const errand = read()
      // It may have been left, and another begun.
      if (errand.state !== 'running' || errand.requestId !== requestId) return null
      write(endOf(answer))
      return answer
    },
    /** Ends what is under way; its answer says that it was. */
    cancel,
    /** Ends what is under way, and keeps nothing of how the last one went. */
    leave: () => {
      cancel()
      write({ state: 'idle' })
    },
  }
}

function endOf<Result>(answer: Answer<Result>): Errand<Result> {
  if (answer.ok) return { state: 'done', result: answer.value }
  return answer.failure.code === 'cancelled' ? { state: 'idle' } : { state: 'failed', failure: answer.failure }
}
