import type { StateCreator } from 'zustand'
import type { Uploaded } from '../../electron/shared/hub'
import { request } from '../studio/client'
import { type Errand, errandIn } from '../studio/errand'
import type { Store } from '../studio/store'

type Wanted = {
  readonly runId: string
  /** Which export of the run. */
  readonly at: string
  readonly repo: string
  readonly isPrivate: boolean
  readonly replace: boolean
}

/** Exports on their way to the Hub. */
export type UploadSlice = {
  readonly uploading: Errand<Uploaded>
  readonly upload: (wanted: Wanted) => Promise<void>
  readonly cancelUpload: () => void
  /** Ends what is under way, and forgets how the last one went. */
  readonly leaveUpload: () => void
}

export const uploadSlice: StateCreator<Store, [], [], UploadSlice> = (set, get) => {
  const errand = errandIn<Uploaded>({
    read: () => get().uploading,
    write: (uploading) => set({ uploading }),
    forget: (requestId) => get().forget(requestId),
  })
  return {
    uploading: { state: 'idle' },
    upload: async (wanted) => {
      const answer = await errand.begin((requestId) => request('export.upload', { requestId, ...wanted }))
      if (answer === null) return
      get().announce(answer.ok ? `The export is at ${answer.value.page}.` : 'The export was not uploaded.')
    },
    cancelUpload: errand.cancel,
    leaveUpload: errand.leave,
  }
}
