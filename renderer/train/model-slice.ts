import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { SuggestedModel } from '../../electron/shared/suggested-model'
import { request } from '../studio/client'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** Which model a new run trains, and how another is brought. */
export type ModelSlice = {
  /** As `modelKey` has it. */
  readonly modelChoice: string
  readonly modelFailure: Failure | null
  /** The short list; empty until it was asked for. */
  readonly suggestedModels: readonly SuggestedModel[]
  readonly askSuggestedModels: () => Promise<void>
  readonly chooseModel: (key: string) => void
  readonly addModelFolder: () => Promise<void>
}

export const modelSlice: StateCreator<Store, [], [], ModelSlice> = (set, get) => ({
  modelChoice: 'demo',
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
})
