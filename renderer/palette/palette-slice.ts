import type { StateCreator } from 'zustand'
import type { Store } from '../studio/store'

/** The palette of commands and the sheet of keys: which of them is open. */
export type PaletteSlice = {
  readonly sheet: 'none' | 'palette' | 'keys'
  readonly openSheet: (sheet: PaletteSlice['sheet']) => void
}

export const paletteSlice: StateCreator<Store, [], [], PaletteSlice> = (set) => ({
  sheet: 'none',
  openSheet: (sheet) => set({ sheet }),
})
