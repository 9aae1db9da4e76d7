import type { StateCreator } from 'zustand'
import type { HardestRows } from '../../electron/shared/hardest'
import { counted } from '../../electron/shared/quantities'
import { request } from '../studio/client'
import type { Store } from '../studio/store'

/** The rows that runs find hard, as far as they were asked for. */
export type HardestSlice = {
  readonly hardest: Readonly<Record<string, HardestRows>>
  /** Brings those that were found before, in this window or not. */
  readonly loadHardest: (runId: string) => Promise<void>
  readonly findHardest: (runId: string) => Promise<void>
}

export const hardestSlice: StateCreator<Store, [], [], HardestSlice> = (set, get) => ({
  hardest: {},
  loadHardest: async (runId) => {
    const answer = await request('run.hardest', { runId })
    if (!answer.ok || answer.value === null) return
    const found = answer.value
    set(({ hardest }) => ({ hardest: { ...hardest, [runId]: found } }))
  },
  findHardest: async (runId) => {
    const answer = await get().duringWork(runId, 'hardest', () => {
      get().failRun(runId, null)
      return request('run.findHardest', { runId })
    })
    if (answer === null) return
    if (!answer.ok) return get().failRun(runId, answer.failure)
    set(({ hardest }) => ({ hardest: { ...hardest, [runId]: answer.value } }))
    get().announce(`${counted(answer.value.rows.length, 'hard row')} found.`)
  },
})
