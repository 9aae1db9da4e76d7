import type { StateCreator } from 'zustand'
import type { Answer, FilePurpose, LocatedFile } from '../../electron/shared/contract'
import { request } from './client'
import type { Store } from './store'

/** A question for a file that this page asks itself, because the host has no dialog. */
export type Locating = {
  readonly purpose: FilePurpose
  readonly answer: (file: LocatedFile | null) => void
}

/** Pointing at files. */
export type FilesSlice = {
  readonly locating: Locating | null
  /** Asks for a file or folder: with the system's dialog, else with ours. Null when the person closes it. */
  readonly chooseFile: (purpose: FilePurpose) => Promise<Answer<LocatedFile | null>>
}

export const filesSlice: StateCreator<Store, [], [], FilesSlice> = (set, get) => ({
  locating: null,
  chooseFile: async (purpose) => {
    const chosen = await request('file.choose', { purpose })
    if (chosen.ok || chosen.failure.code !== 'not-allowed') return chosen
    return new Promise((resolve) => {
      const answer = (file: LocatedFile | null) => {
        // It was closed, and another is asked by now.
        if (get().locating?.answer !== answer) return
        set({ locating: null })
        resolve({ ok: true, value: file })
      }
      set({ locating: { purpose, answer } })
    })
  },
})
