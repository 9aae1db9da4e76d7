import type { StateCreator } from 'zustand'
import type { Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { PackedBits } from '../../electron/shared/exporting'
import type { ModelRef } from '../../electron/shared/model'
import { newId, request } from '../studio/client'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** How the packing of a model stands. */
export type Packing =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly requestId: string }
  | { readonly state: 'done'; readonly result: Output<'model.convert'> }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Base models that are packed into fewer bits. */
export type PackSlice = {
  readonly packing: Packing
  /** Packs a model and measures what that costs, on rows of a dataset or of the sample (null); the packed one is chosen then. */
  readonly packModel: (ref: ModelRef, bits: PackedBits, datasetId: string | null) => Promise<void>
  readonly cancelPacking: () => void
  /** Forgets how the last one went. */
  readonly leavePacking: () => void
}

export const packSlice: StateCreator<Store, [], [], PackSlice> = (set, get) => ({
  packing: { state: 'idle' },
  packModel: async (ref, bits, datasetId) => {
    if (get().packing.state === 'running') return
    const requestId = newId()
    set({ packing: { state: 'running', requestId } })
    const answer = await request('model.convert', { requestId, ref, bits, datasetId })
    get().forget(requestId)
    if (answer.ok) {
      get().chooseModel(modelKey(answer.value.model.ref))
      set({ packing: { state: 'done', result: answer.value } })
    } else set({ packing: answer.failure.code === 'cancelled' ? { state: 'idle' } : { state: 'failed', failure: answer.failure } })
    get().announce(answer.ok ? 'The model is packed and measured.' : 'The model was not packed.')
  },
  cancelPacking: () => {
    const { packing } = get()
    if (packing.state === 'running') void request('job.cancel', { id: packing.requestId })
  },
  leavePacking: () => {
    if (get().packing.state !== 'running') set({ packing: { state: 'idle' } })
  },
})
