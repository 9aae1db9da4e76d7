import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { Uploaded } from '../../electron/shared/hub'
import { newId, request } from '../studio/client'
import type { Store } from '../studio/store'

/** What goes to the Hub, and how it went. */
export type Uploading =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly requestId: string; readonly repo: string }
  | { readonly state: 'done'; readonly repo: string; readonly uploaded: Uploaded }
  | { readonly state: 'failed'; readonly repo: string; readonly failure: Failure }

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
  readonly uploading: Uploading
  readonly upload: (wanted: Wanted) => Promise<void>
  readonly cancelUpload: () => void
  /** Forgets how the last one went. */
  readonly leaveUpload: () => void
}

export const uploadSlice: StateCreator<Store, [], [], UploadSlice> = (set, get) => ({
  uploading: { state: 'idle' },
  upload: async (wanted) => {
    if (get().uploading.state === 'running') return
    const { repo } = wanted
    const requestId = newId()
    set({ uploading: { state: 'running', requestId, repo } })
    const answer = await request('export.upload', { requestId, ...wanted })
    get().forget(requestId)
    if (answer.ok) set({ uploading: { state: 'done', repo, uploaded: answer.value } })
    else set({ uploading: answer.failure.code === 'cancelled' ? { state: 'idle' } : { state: 'failed', repo, failure: answer.failure } })
    get().announce(answer.ok ? `The export is at ${answer.value.page}.` : 'The export was not uploaded.')
  },
  cancelUpload: () => {
    const { uploading } = get()
    if (uploading.state === 'running') void request('job.cancel', { id: uploading.requestId })
  },
  leaveUpload: () => {
    if (get().uploading.state !== 'running') set({ uploading: { state: 'idle' } })
  },
})
