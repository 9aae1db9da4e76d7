import type { StateCreator } from 'zustand'
import type { AppEvent } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { HubModel } from '../../electron/shared/hub'
import { request } from '../studio/client'
import { type Errand, errandIn } from '../studio/errand'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** Models of the Hub: looked at, and on their way. */
export type HubSlice = {
  /** The model that is looked at, as far as it was found. */
  readonly looked: Errand<HubModel>
  /** Its name. */
  readonly lookedRepo: string
  /** Why what was asked of a download could not be done. */
  readonly downloadFailure: Failure | null
  /**
   * What this window asked for, and which model was chosen then: chosen for the next run as soon as it is here, unless another was
   * since.
   */
  readonly awaited: ReadonlyMap<string, string>
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
  const look = errandIn<HubModel>({
    read: () => get().looked,
    write: (looked) => set({ looked }),
    forget: (requestId) => get().forget(requestId),
  })
  const awaitNoMore = (repo: string) => set(({ awaited }) => ({ awaited: new Map([...awaited].filter(([other]) => other !== repo)) }))
  const failing = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>) => {
    const answer = await work
    set({ downloadFailure: answer.ok ? null : answer.failure })
    return answer.ok
  }
  return {
    looked: { state: 'idle' },
    lookedRepo: '',
    downloadFailure: null,
    awaited: new Map(),
    lookAtModel: async (repo) => {
      get().leaveLook()
      set({ lookedRepo: repo })
      const answer = await look.begin((requestId) => request('hub.look', { requestId, repo }))
      if (answer?.ok === true) get().announce(`What ${repo} is and takes is here.`)
    },
    leaveLook: () => {
      look.leave()
      set({ downloadFailure: null })
    },
    fetchLooked: async () => {
      const { looked } = get()
      if (looked.state !== 'done') return false
      const { repo, revision } = looked.result
      // It may be here before the answer is.
      set(({ awaited, modelChoice }) => ({ awaited: new Map([...awaited, [repo, modelChoice]]) }))
      const begun = await failing(request('download.start', { repo, revision }))
      if (!begun) awaitNoMore(repo)
      return begun
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
        if (event.type !== 'download.ended') continue
        const chosenThen = get().awaited.get(event.repo)
        if (chosenThen === undefined) continue
        awaitNoMore(event.repo)
        // One that was taken out is awaited no more.
        if (event.model === null) continue
        const { modelChoice, awaited } = get()
        const key = modelKey(event.model)
        if (modelChoice === chosenThen) {
          get().chooseModel(key)
          // It was no choice of the person's: what else was asked for still comes after it.
          set({ awaited: new Map([...awaited].map(([repo, then]) => [repo, then === chosenThen ? key : then])) })
        }
        get().announce(`${event.repo} is here.`)
      }
    },
  }
}
