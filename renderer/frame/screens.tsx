import { type ComponentType, lazy } from 'react'
import { DatasetScreen } from '../dataset/DatasetScreen'
import type { Screen } from '../studio/route'

/** How each of the later steps is loaded: the first paint needs the first one alone. */
const loaders: Readonly<Record<Exclude<Screen, 'dataset'>, () => Promise<{ default: ComponentType }>>> = {
  train: () => import('../train/TrainScreen').then(({ TrainScreen }) => ({ default: TrainScreen })),
  resolve: () => import('../resolve/ResolveScreen').then(({ ResolveScreen }) => ({ default: ResolveScreen })),
  export: () => import('../export/ExportScreen').then(({ ExportScreen }) => ({ default: ExportScreen })),
}

const screens: Readonly<Record<Screen, ComponentType>> = {
  dataset: DatasetScreen,
  train: lazy(loaders.train),
  resolve: lazy(loaders.resolve),
  export: lazy(loaders.export),
}

/** The component of a screen. */
export const screenOf = (screen: Screen): ComponentType => screens[screen]

/** Loads the other steps while nothing else is to be done, so that none is waited for. */
export function preloadScreens(): void {
  const load = () => {
    for (const loader of Object.values(loaders)) void loader()
  }
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 2000 })
  else setTimeout(load, 200)
}
