import type { StateCreator } from 'zustand'
import type { Output } from '../../electron/shared/contract'
import type { PackedBits } from '../../electron/shared/exporting'
import type { ModelRef } from '../../electron/shared/model'
import { request } from '../studio/client'
import { type Errand, errandIn } from '../studio/errand'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

type Packed = Output<'model.convert'>

/** Base models that are packed into fewer bits. */
export type PackSlice = {
  readonly packing: Errand<Packed>
  /** Packs a model and measures what that costs, on rows of a dataset or of the sample (null); the packed one is chosen then. */
  readonly packModel: (ref: ModelRef, bits: PackedBits, datasetId: string | null) => Promise<void>
  /** Ends what is under way, and forgets how the last one went. */
  readonly leavePacking: () => void
}

export const packSlice: StateCreator<Store, [], [], PackSlice> = (set, get) => {
  const errand = errandIn<Packed>({
    read: () => get().packing,
    write: (packing) => set({ packing }),
    forget: (requestId) => get().forget(requestId),
  })
  return {
    packing: { state: 'idle' },
    packModel: async (ref, bits, datasetId) => {
      const answer = await errand.begin((requestId) => request('model.convert', { requestId, ref, bits, datasetId }))
      if (answer === null) return
      if (answer.ok) get().chooseModel(modelKey(answer.value.model.ref))
      get().announce(answer.ok ? 'The model is packed and measured.' : 'The model was not packed.')
    },
    leavePacking: errand.leave,
  }
}
