import type { StateCreator } from 'zustand'
import type { HardestRows } from '../../electron/shared/hardest'
import { request } from '../studio/client'
import type { Store } from '../studio/store'
import { counted } from '../text/format'

/** The rows that runs find hard, as far as they were asked for. */
export type HardestSlice = {
  readonly hardest: Readonly<Record<string, HardestRows>>
  /** Runs whose rows are being measured for this window. */
  readonly measuring: readonly string[]
  readonly findHardest: (runId: string) => Promise<void>
}

export const hardestSlice: StateCreator<Store, [], [], HardestSlice> = (set, get) => ({
  hardest: {},
  measuring: [],
  findHardest: async (runId) => {
    if (get().measuring.includes(runId)) return
    set(({ measuring }) => ({ measuring: [...measuring, runId] }))
    get().failRun(runId, null)
    const answer = await request('run.hardest', { runId })
    set(({ measuring }) => ({ measuring: measuring.filter((other) => other !== runId) }))
    get().forget(runId)
    if (answer.ok) {
      set(({ hardest }) => ({ hardest: { ...hardest, [runId]: answer.value } }))
      get().announce(`${counted(answer.value.rows.length, 'hard row')} found.`)
    } else if (answer.failure.code !== 'cancelled') get().failRun(runId, answer.failure)
  },
})
