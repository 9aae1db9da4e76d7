import type { StateCreator } from 'zustand'
import type { Input, LocatedFile } from '../../electron/shared/contract'
import { purposeOf } from '../../electron/shared/dropped-file'
import type { Failure } from '../../electron/shared/errors'
import { locateDrop, request } from '../studio/client'
import type { Store } from '../studio/store'
import { counted } from '../text/format'

/** Which rows a list holds. */
export type RowFilter = Input<'dataset.rows'>['only']

/** How a dataset is looked at. */
export type DatasetView = { readonly only: RowFilter /** Index of the row in the detail. */; readonly selected: number | null }

/** The datasets' part of the window: what is looked at, what is typed and not yet kept. */
export type DatasetSlice = {
  readonly views: Readonly<Record<string, DatasetView>>
  /** Raw rows as typed, by `draftKey`; gone once they are kept. */
  readonly drafts: Readonly<Record<string, string>>
  /** Name of the file that is being read. */
  readonly reading: string | null
  readonly datasetFailure: Failure | null
  /** The dataset whose file somebody else wrote: a choice is due. */
  readonly conflict: string | null
  readonly lookAt: (datasetId: string, change: Partial<DatasetView>) => void
  readonly typeRow: (datasetId: string, index: number, raw: string | null) => void
  readonly chooseDataset: () => Promise<void>
  readonly openSample: () => Promise<void>
  /** Opens a dataset, or fills the form of a new run from a configuration. */
  readonly openFile: (file: LocatedFile) => Promise<void>
  readonly openDropped: (files: readonly File[]) => Promise<void>
  readonly saveDataset: (datasetId: string, overwrite: boolean) => Promise<void>
  readonly closeDataset: (datasetId: string) => Promise<void>
  /** Shows one row, from another screen. */
  readonly openRow: (datasetId: string, index: number) => void
  readonly dismissDatasetFailure: () => void
  readonly keepEditing: () => void
}

/** Where a row's draft is kept. */
export const draftKey = (datasetId: string, index: number): string => `${datasetId}/${index}`

/** How a dataset is looked at first. */
export const firstView: DatasetView = { only: 'all', selected: null }

export const datasetSlice: StateCreator<Store, [], [], DatasetSlice> = (set, get) => {
  const open = async (name: string, input: Input<'dataset.open'>) => {
    set({ reading: name, datasetFailure: null })
    const answer = await request('dataset.open', input)
    set({ reading: null })
    if (!answer.ok) {
      set({ datasetFailure: answer.failure })
      get().go({ screen: 'dataset', subject: null })
      return
    }
    get().receive([{ type: 'dataset.changed', dataset: answer.value }])
    get().go({ screen: 'dataset', subject: answer.value.id })
    get().announce(`${answer.value.name}: ${counted(answer.value.rows, 'row')}.`)
  }
  return {
    views: {},
    drafts: {},
    reading: null,
    datasetFailure: null,
    conflict: null,
    lookAt: (datasetId, change) =>
      set(({ views }) => ({ views: { ...views, [datasetId]: { ...(views[datasetId] ?? firstView), ...change } } })),
    typeRow: (datasetId, index, raw) =>
      set(({ drafts }) => {
        const { [draftKey(datasetId, index)]: _, ...rest } = drafts
        return { drafts: raw === null ? rest : { ...rest, [draftKey(datasetId, index)]: raw } }
      }),
    chooseDataset: async () => {
      const chosen = await get().chooseFile('dataset')
      if (!chosen.ok) set({ datasetFailure: chosen.failure })
      else if (chosen.value !== null) await get().openFile(chosen.value)
    },
    openSample: () => open('the sample', { from: 'sample' }),
    openFile: (file) =>
      purposeOf(file.name) === 'config' ? get().openConfig(file) : open(file.name, { from: 'file', handle: file.handle }),
    openDropped: async (files) => {
      for (const file of files) {
        set({ reading: file.name, datasetFailure: null })
        const located = await locateDrop(file)
        set({ reading: null })
        if (located.ok) await get().openFile(located.value)
        else if (purposeOf(file.name) === 'config') get().failConfig(located.failure)
        else {
          set({ datasetFailure: located.failure })
          get().go({ screen: 'dataset', subject: null })
        }
      }
    },
    saveDataset: async (datasetId, overwrite) => {
      set({ conflict: null, datasetFailure: null })
      const answer = await request('dataset.save', { datasetId, overwrite })
      if (answer.ok) {
        get().receive([{ type: 'dataset.changed', dataset: answer.value }])
        get().announce(`${answer.value.name} is saved.`)
      } else if (answer.failure.code === 'file-changed') set({ conflict: datasetId })
      else set({ datasetFailure: answer.failure })
    },
    closeDataset: async (datasetId) => {
      const answer = await request('dataset.close', { datasetId })
      if (answer.ok) get().receive([{ type: 'dataset.closed', datasetId }])
      else set({ datasetFailure: answer.failure })
    },
    openRow: (datasetId, index) => {
      get().lookAt(datasetId, { only: 'all', selected: index })
      get().go({ screen: 'dataset', subject: datasetId })
    },
    dismissDatasetFailure: () => set({ datasetFailure: null }),
    keepEditing: () => set({ conflict: null }),
  }
}
