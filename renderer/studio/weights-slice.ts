import type { StateCreator } from 'zustand'
import type { WeightsName } from '../../electron/shared/run'
import type { Store } from './store'

/** Which weights of a run answer, are scored and exported: its best ones unless chosen otherwise. */
export type WeightsSlice = {
  readonly weights: Readonly<Record<string, WeightsName>>
  readonly chooseWeights: (runId: string, weights: WeightsName) => void
}

export const weightsSlice: StateCreator<Store, [], [], WeightsSlice> = (set) => ({
  weights: {},
  chooseWeights: (runId, name) => set(({ weights }) => ({ weights: { ...weights, [runId]: name } })),
})
