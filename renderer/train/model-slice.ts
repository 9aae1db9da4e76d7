import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { SuggestedModel } from '../../electron/shared/suggested-model'
import { newId, request } from '../studio/client'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** Which model a new run trains, and how another is brought. */
export type ModelSlice = {
  /** As `modelKey` has it. */
  readonly modelChoice: string
  /** A model that is being fetched: what `job.cancel` takes, and its name. */
  readonly fetching: { readonly id: string; readonly repo: string } | null
  readonly modelFailure: Failure | null
  /** The short list; empty until it was asked for. */
  readonly suggestedModels: readonly SuggestedModel[]
  readonly askSuggestedModels: () => Promise<void>
  readonly chooseModel: (key: string) => void
  readonly addModelFolder: () => Promise<void>
  readonly addHubModel: (repo: string) => Promise<boolean>
}

export const modelSlice: StateCreator<Store, [], [], ModelSlice> = (set, get) => ({
  modelChoice: 'demo',
  fetching: null,
  modelFailure: null,
  suggestedModels: [],
  askSuggestedModels: async () => {
    if (get().suggestedModels.length > 0) return
    const answer = await request('model.suggest', {})
    if (answer.ok) set({ suggestedModels: answer.value })
    else set({ modelFailure: answer.failure })
  },
  chooseModel: (modelChoice) => set({ modelChoice, modelFailure: null }),
  addModelFolder: async () => {
    const chosen = await get().chooseFile('model')
    if (!chosen.ok) return set({ modelFailure: chosen.failure })
    if (chosen.value === null) return
    const answer = await request('model.add', { handle: chosen.value.handle })
    set(answer.ok ? { modelChoice: modelKey(answer.value.ref), modelFailure: null } : { modelFailure: answer.failure })
  },
  addHubModel: async (repo) => {
    const id = newId()
    set({ fetching: { id, repo }, modelFailure: null })
    const answer = await request('model.addHub', { requestId: id, repo })
    get().forget(id)
    set({ fetching: null })
    if (answer.ok) set({ modelChoice: modelKey(answer.value.ref) })
    else if (answer.failure.code !== 'cancelled') set({ modelFailure: answer.failure })
    return answer.ok
  },
})
