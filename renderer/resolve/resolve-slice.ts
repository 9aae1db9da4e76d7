import type { StateCreator } from 'zustand'
import type { Input } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { Rewrite } from '../../electron/shared/resolution'
import { newId, request } from '../studio/client'
import type { Store } from '../studio/store'

/** Who answers: a run both ways, or a model as it is. */
export type Answerer = Input<'text.resolve'>['by']

/** What became of the last text. */
export type Resolving =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly requestId: string; readonly text: string; readonly by: Answerer }
  | { readonly state: 'done'; readonly text: string; readonly by: Answerer; readonly rewrites: readonly Rewrite[] }
  | { readonly state: 'failed'; readonly text: string; readonly by: Answerer; readonly failure: Failure }

/** The text on the desk and its answers. */
export type ResolveSlice = {
  readonly sourceText: string
  /** Id of the example the text was taken from, edited or not. */
  readonly exampleId: string | null
  /** Key of the base model that answers; null lets the run that is looked at answer. */
  readonly answererModel: string | null
  readonly resolving: Resolving
  readonly writeSource: (text: string) => void
  readonly takeExample: (id: string, text: string) => void
  readonly answerWith: (choice: { readonly runId: string } | { readonly model: string }) => void
  readonly resolveText: (by: Answerer) => Promise<void>
  readonly cancelResolve: () => Promise<void>
}

export const resolveSlice: StateCreator<Store, [], [], ResolveSlice> = (set, get) => ({
  sourceText: '',
  exampleId: null,
  answererModel: null,
  resolving: { state: 'idle' },
  writeSource: (sourceText) => set({ sourceText }),
  takeExample: (exampleId, sourceText) => set({ exampleId, sourceText }),
  answerWith: (choice) => set('runId' in choice ? { runId: choice.runId, answererModel: null } : { answererModel: choice.model }),
  resolveText: async (by) => {
    const text = get().sourceText
    if (text.trim() === '' || get().resolving.state === 'running') return
    const requestId = newId()
    set({ resolving: { state: 'running', requestId, text, by } })
    const answer = await request('text.resolve', { requestId, text, by, sides: by.kind === 'run' ? ['base', 'tuned'] : ['base'] })
    get().forget(requestId)
    if (answer.ok) set({ resolving: { state: 'done', text, by, rewrites: answer.value.rewrites } })
    else if (answer.failure.code === 'cancelled') set({ resolving: { state: 'idle' } })
    else set({ resolving: { state: 'failed', text, by, failure: answer.failure } })
    get().announce(answer.ok ? 'The rewrite is here.' : 'The text was not resolved.')
  },
  cancelResolve: async () => {
    const { resolving } = get()
    if (resolving.state === 'running') await request('job.cancel', { id: resolving.requestId })
  },
})
