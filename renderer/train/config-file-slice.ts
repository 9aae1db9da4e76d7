import type { StateCreator } from 'zustand'
import type { LocatedFile } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { request } from '../studio/client'
import { modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** Filling the form from a `training_config.yml`. */
export type ConfigFileSlice = {
  /** Name of the configuration that is being read. */
  readonly readingConfig: string | null
  readonly configFailure: Failure | null
  readonly chooseConfig: () => Promise<void>
  /** Reads a configuration into the form, with its dataset and model where they are here, and shows the form. */
  readonly openConfig: (file: LocatedFile) => Promise<void>
  /** Shows on the form why a configuration was not read; null takes it away. */
  readonly failConfig: (failure: Failure | null) => void
}

export const configFileSlice: StateCreator<Store, [], [], ConfigFileSlice> = (set, get) => ({
  readingConfig: null,
  configFailure: null,
  chooseConfig: async () => {
    const chosen = await get().chooseFile('config')
    if (!chosen.ok) set({ configFailure: chosen.failure })
    else if (chosen.value !== null) await get().openConfig(chosen.value)
  },
  openConfig: async (file) => {
    get().go({ screen: 'train', subject: 'new' })
    set({ readingConfig: file.name, configFailure: null })
    const answer = await request('config.read', { handle: file.handle })
    set({ readingConfig: null })
    if (!answer.ok) return set({ configFailure: answer.failure })
    const { config, notes, dataset, model } = answer.value
    get().fill({
      origin: { kind: 'file', name: file.name, config, notes, hub: model.kind === 'hub' ? model.repo : null },
      ...(model.kind === 'known' ? { modelChoice: modelKey(model.ref) } : {}),
    })
    get().announce(`The form is filled from ${file.name}.`)
    if (dataset === null) return
    set({ readingConfig: dataset.name })
    const opened = await request('dataset.open', { from: 'file', handle: dataset.handle })
    set({ readingConfig: null })
    if (!opened.ok) return set({ configFailure: opened.failure })
    get().receive([{ type: 'dataset.changed', dataset: opened.value }])
    get().trainOn(opened.value.id)
  },
  failConfig: (configFailure) => {
    set({ configFailure })
    if (configFailure !== null) get().go({ screen: 'train', subject: 'new' })
  },
})
