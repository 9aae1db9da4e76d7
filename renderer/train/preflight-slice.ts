import type { StateCreator } from 'zustand'
import type { Input } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { Preflight } from '../../electron/shared/preflight'
import { newId, request } from '../studio/client'
import type { Store } from '../studio/store'

/** What a preflight is asked about. */
export type PreflightQuestion = Omit<Input<'run.preflight'>, 'requestId'>

/** An answer with what it is about. */
export type Counted = { readonly question: PreflightQuestion; readonly answer: Preflight }

/** What is known of the run before it starts. `last` is the newest answer, of other settings where a new one is awaited. */
export type PreflightState =
  | { readonly state: 'none' }
  | { readonly state: 'asking'; readonly id: string; readonly last: Counted | null }
  | { readonly state: 'known'; readonly last: Counted }
  | { readonly state: 'failed'; readonly question: PreflightQuestion; readonly failure: Failure }

/** Asking what a run would be. */
export type PreflightSlice = {
  readonly preflight: PreflightState
  /** Asks anew and ends the question before it, whose answer is then passed over. Null only ends it. */
  readonly askPreflight: (question: PreflightQuestion | null) => Promise<void>
}

export const preflightSlice: StateCreator<Store, [], [], PreflightSlice> = (set, get) => ({
  preflight: { state: 'none' },
  askPreflight: async (question) => {
    const { preflight: before } = get()
    if (before.state === 'asking') {
      void request('job.cancel', { id: before.id })
      get().forget(before.id)
    }
    if (question === null) {
      set({ preflight: before.state === 'asking' ? settled(before.last) : before })
      return
    }
    const last = countedOf(before, question)
    const id = newId()
    set({ preflight: { state: 'asking', id, last } })
    const answer = await request('run.preflight', { requestId: id, ...question })
    get().forget(id)
    const { preflight: now } = get()
    if (now.state !== 'asking' || now.id !== id) return
    if (answer.ok) set({ preflight: { state: 'known', last: { question, answer: answer.value } } })
    else set({ preflight: answer.failure.code === 'cancelled' ? settled(last) : { state: 'failed', question, failure: answer.failure } })
  },
})

const settled = (last: Counted | null): PreflightState => (last === null ? { state: 'none' } : { state: 'known', last })

/** The dataset and the model that figures are about: those of others would mislead. */
type Subject = Pick<PreflightQuestion, 'datasetId' | 'model'>

/** Whether both are about the same dataset and model. */
export const sameSubject = (a: Subject, b: Subject): boolean =>
  JSON.stringify([a.datasetId, a.model]) === JSON.stringify([b.datasetId, b.model])

/** Whether both ask about the very same run. */
export const sameQuestion = (a: PreflightQuestion, b: PreflightQuestion | null): boolean =>
  b !== null && sameSubject(a, b) && JSON.stringify(a.config) === JSON.stringify(b.config)

/** The newest figures of a dataset and model, whatever the settings; null where there are none. */
export function countedOf(preflight: PreflightState, subject: Subject): Counted | null {
  const last = preflight.state === 'asking' || preflight.state === 'known' ? preflight.last : null
  return last !== null && sameSubject(last.question, subject) ? last : null
}
