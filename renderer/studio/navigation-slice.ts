import type { StateCreator } from 'zustand'
import { hashOf, type Route, type Screen } from './route'
import type { Store } from './store'

/** Where the window is. The dataset and the run stay chosen from screen to screen. */
export type NavigationSlice = {
  readonly screen: Screen
  readonly datasetId: string | null
  /** The run that Train, Resolve and Export look at; null shows the form on Train. */
  readonly runId: string | null
  readonly sidebarOpen: boolean
  /** What the live region says; `turn` tells the same words said twice apart. */
  readonly announcement: { readonly text: string; readonly turn: number }
  readonly go: (route: Route) => void
  /** The same without writing the address: for `hashchange`. */
  readonly arrive: (route: Route) => void
  readonly toggleSidebar: (open: boolean) => void
  readonly announce: (text: string) => void
}

export const navigationSlice: StateCreator<Store, [], [], NavigationSlice> = (set, get) => ({
  screen: 'dataset',
  datasetId: null,
  runId: null,
  sidebarOpen: false,
  announcement: { text: '', turn: 0 },
  go: (route) => {
    get().arrive(route)
    // Who goes there with a run wants its answer.
    if (route.screen === 'resolve' && route.subject !== null) get().answerWith({ runId: route.subject })
    history.pushState(null, '', hashOf(route))
  },
  arrive: ({ screen, subject }) =>
    set((state) => ({
      screen,
      sidebarOpen: false,
      datasetId: screen === 'dataset' && subject !== null ? subject : state.datasetId,
      runId: screen === 'dataset' || subject === null ? state.runId : subject === 'new' ? null : subject,
    })),
  toggleSidebar: (open) => set({ sidebarOpen: open }),
  announce: (text) => set(({ announcement }) => ({ announcement: { text, turn: announcement.turn + 1 } })),
})
