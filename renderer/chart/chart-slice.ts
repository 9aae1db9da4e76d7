import type { StateCreator } from 'zustand'
import { allRuns } from '../studio/selectors'
import type { Store } from '../studio/store'
import type { Scale } from './chart-options'
import { withLaidOver } from './laid-over'
import type { ViewName } from './views'

/** How runs are looked at; it stays from run to run. */
export type ChartSlice = {
  readonly chartView: ViewName
  readonly chartScale: Scale
  /** Ids of the runs that lie over the one looked at, in the order they were chosen. */
  readonly laidOver: readonly string[]
  readonly viewChart: (view: ViewName) => void
  readonly scaleChart: (scale: Scale) => void
  readonly layOver: (runId: string, yes: boolean) => void
}

export const chartSlice: StateCreator<Store, [], [], ChartSlice> = (set) => ({
  chartView: 'loss',
  chartScale: 'linear',
  laidOver: [],
  viewChart: (chartView) => set({ chartView }),
  scaleChart: (chartScale) => set({ chartScale }),
  layOver: (runId, yes) =>
    set((state) => {
      const present = allRuns(state).map(({ id }) => id)
      return { laidOver: withLaidOver(state.laidOver, runId, yes, { present, looked: state.runId }) }
    }),
})
