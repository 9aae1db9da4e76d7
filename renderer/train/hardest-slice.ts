import type { StateCreator } from 'zustand'
import type { HardestRows } from '../../electron/shared/hardest'
import { counted } from '../../electron/shared/quantities'
import { request } from '../studio/client'
import type { Store } from '../studio/store'
import { workOn } from './run-work'

/** The rows that runs find hard, as far as they were asked for. */
export type HardestSlice = {
  readonly hardest: Readonly<Record<string, HardestRows>>
  /** Runs whose rows are being measured for this window. */
  readonly measuring: readonly string[]
  /** Brings those that were found before, in this window or not. */
  readonly loadHardest: (runId: string) => Promise<void>
  readonly findHardest: (runId: string) => Promise<void>
}

export const hardestSlice: StateCreator<Store, [], [], HardestSlice> = (set, get) => ({
  hardest: {},
  measuring: [],
  loadHardest: async (runId) => {
    const answer = await request('run.hardest', { runId })
    if (!answer.ok || answer.value === null) return
    const found = answer.value
    set(({ hardest }) => ({ hardest: { ...hardest, [runId]: found } }))
  },
  findHardest: async (runId) => {
    if (workOn(runId)(get()) !== null) return
    set(({ measuring }) => ({ measuring: [...measuring, runId] }))
    get().failRun(runId, null)
    const answer = await request('run.findHardest', { runId })
    set(({ measuring }) => ({ measuring: measuring.filter((other) => other !== runId) }))
    if (answer.ok) {
      set(({ hardest }) => ({ hardest: { ...hardest, [runId]: answer.value } }))
      get().announce(`${counted(answer.value.rows.length, 'hard row')} found.`)
    } else if (answer.failure.code !== 'cancelled') get().failRun(runId, answer.failure)
  },
})
