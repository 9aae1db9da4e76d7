import type { StateCreator } from 'zustand'
import type { AppEvent } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { HubModel } from '../../electron/shared/hub'
import { newId, request } from '../studio/client'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** A model of the Hub that is looked at: what was found, why nothing was, or null for both while it is asked. */
export type Looked = {
  readonly repo: string
  /** What `job.cancel` takes. */
  readonly requestId: string
  readonly model: HubModel | null
  readonly failure: Failure | null
}

/** Models of the Hub: looked at, and on their way. */
export type HubSlice = {
  readonly looked: Looked | null
  /** Why what was asked of a download could not be done. */
  readonly downloadFailure: Failure | null
  /** What this window asked for: chosen for the next run as soon as it is here. */
  readonly awaited: ReadonlySet<string>
  readonly lookAtModel: (repo: string) => Promise<void>
  /** Ends a look, or forgets what was looked at. */
  readonly leaveLook: () => void
  /** Begins to fetch what was looked at; whether it began. */
  readonly fetchLooked: () => Promise<boolean>
  readonly pauseDownload: (id: string) => Promise<void>
  readonly continueDownload: (id: string) => Promise<void>
  readonly removeDownload: (id: string) => Promise<void>
  /** What follows from downloads that came to their end. */
  readonly hearDownloads: (events: readonly AppEvent[]) => void
}

export const hubSlice: StateCreator<Store, [], [], HubSlice> = (set, get) => {
  const failing = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>) => {
    const answer = await work
    set({ downloadFailure: answer.ok ? null : answer.failure })
    return answer.ok
  }
  return {
    looked: null,
    downloadFailure: null,
    awaited: new Set(),
    lookAtModel: async (repo) => {
      get().leaveLook()
      const requestId = newId()
      set({ looked: { repo, requestId, model: null, failure: null } })
      const answer = await request('hub.look', { requestId, repo })
      get().forget(requestId)
      // Another one may be looked at by now.
      if (get().looked?.requestId !== requestId) return
      set({
        looked: {
          repo,
          requestId,
          ...(answer.ok ? { model: answer.value, failure: null } : { model: null, failure: answer.failure }),
        },
      })
      if (answer.ok) get().announce(`What ${repo} is and takes is here.`)
    },
    leaveLook: () => {
      const { looked } = get()
      if (looked !== null && looked.model === null && looked.failure === null) void request('job.cancel', { id: looked.requestId })
      set({ looked: null, downloadFailure: null })
    },
    fetchLooked: async () => {
      const model = get().looked?.model
      if (!model) return false
      const { repo, revision } = model
      set(({ awaited }) => ({ awaited: new Set([...awaited, repo]) }))
      return failing(request('download.start', { repo, revision }))
    },
    pauseDownload: async (id) => {
      await failing(request('download.pause', { id }))
    },
    continueDownload: async (id) => {
      await failing(request('download.continue', { id }))
    },
    removeDownload: async (id) => {
      await failing(request('download.remove', { id }))
    },
    hearDownloads: (events) => {
      for (const event of events) {
        if (event.type !== 'download.ended' || !get().awaited.has(event.repo)) continue
        set(({ awaited }) => ({ awaited: new Set([...awaited].filter((repo) => repo !== event.repo)) }))
        // One that was taken out is awaited no more.
        if (event.model === null) continue
        get().chooseModel(modelKey(event.model))
        get().announce(`${event.repo} is here.`)
      }
    },
  }
}
