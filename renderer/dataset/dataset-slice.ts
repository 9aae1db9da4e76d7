import type { StateCreator } from 'zustand'
import type { Answer, Input, LocatedFile } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { purposeOf } from '../../electron/shared/dropped-file'
import type { Failure } from '../../electron/shared/errors'
import { counted } from '../../electron/shared/quantities'
import { locateDrop, request } from '../studio/client'
import { wantsDocument } from '../studio/selectors'
import type { Store } from '../studio/store'
import { keepTyped } from './row-drafts'

/** The datasets' part of the window: opening, saving, closing. */
export type DatasetSlice = {
  /** Name of the file that is being read. */
  readonly reading: string | null
  readonly datasetFailure: Failure | null
  /** The dataset whose file somebody else wrote: a choice is due. */
  readonly conflict: string | null
  readonly chooseDataset: () => Promise<void>
  readonly openSample: (name?: 'sample' | 'starter') => Promise<void>
  /** A dataset without rows. */
  readonly openNew: () => Promise<void>
  /** Opens a dataset, asks how a table is to become one, or fills the form of a new run from a configuration. */
  readonly openFile: (file: LocatedFile) => Promise<void>
  readonly openDropped: (files: readonly File[]) => Promise<void>
  /** Makes a dataset of rows or of a table that were copied somewhere else. */
  readonly openPasted: (text: string) => Promise<void>
  /** Takes a dataset that was just opened, and shows it. */
  readonly showDataset: (dataset: DatasetSummary) => void
  readonly saveDataset: (datasetId: string, overwrite: boolean) => Promise<void>
  /** Writes the rows to another file, and shows that. Returns what went wrong. */
  readonly saveDatasetAs: (input: Input<'dataset.saveAs'>) => Promise<Failure | null>
  /** Opens the file as somebody else left it. */
  readonly reloadDataset: (datasetId: string) => Promise<void>
  readonly closeDataset: (datasetId: string) => Promise<void>
  readonly failDataset: (failure: Failure) => void
  readonly dismissDatasetFailure: () => void
  readonly keepEditing: () => void
}

export const datasetSlice: StateCreator<Store, [], [], DatasetSlice> = (set, get) => {
  /** Shows a name while something is read. */
  const whileReading = async <T>(name: string, asked: Promise<Answer<T>>): Promise<T | null> => {
    set({ reading: name, datasetFailure: null })
    const answer = await asked
    set({ reading: null })
    if (answer.ok) return answer.value
    get().failDataset(answer.failure)
    return null
  }
  const open = async (name: string, input: Input<'dataset.open'>) => {
    const dataset = await whileReading(name, request('dataset.open', input))
    if (dataset !== null) get().showDataset(dataset)
  }
  return {
    reading: null,
    datasetFailure: null,
    conflict: null,
    chooseDataset: async () => {
      const chosen = await get().chooseFile('dataset')
      if (!chosen.ok) set({ datasetFailure: chosen.failure })
      else if (chosen.value !== null) await get().openFile(chosen.value)
    },
    openSample: (name = 'sample') => open(name === 'sample' ? 'the sample' : 'the starter dataset', { from: 'sample', name }),
    openNew: () => open('a new dataset', { from: 'nothing' }),
    openFile: async (file) => {
      if (purposeOf(file.name) === 'config') return get().openConfig(file)
      const source = { from: 'file', handle: file.handle } as const
      const found = await whileReading(file.name, request('dataset.inspect', { source, choices: {} }))
      if (found?.kind === 'rows') await open(file.name, source)
      else if (found !== null) get().beginImport(source, found.table)
    },
    openDropped: async (files) => {
      const [first] = files
      if (first !== undefined && wantsDocument(get())) return get().dropDocument(files)
      if (first !== undefined && get().screen === 'resolve' && purposeOf(first.name) !== 'config')
        return get().bringTexts(await locateDrop(first), files.length - 1)
      for (const file of files) {
        set({ reading: file.name, datasetFailure: null })
        const located = await locateDrop(file)
        set({ reading: null })
        if (located.ok) await get().openFile(located.value)
        else if (purposeOf(file.name) === 'config') get().failConfig(located.failure)
        else get().failDataset(located.failure)
      }
    },
    openPasted: async (text) => {
      const source = { from: 'text', text } as const
      const found = await whileReading('what was pasted', request('dataset.inspect', { source, choices: {} }))
      if (found?.kind === 'rows') await get().importRows(source)
      else if (found !== null) get().beginImport(source, found.table)
    },
    showDataset: (dataset) => {
      get().receive([{ type: 'dataset.changed', dataset }])
      get().go({ screen: 'dataset', subject: dataset.id })
      get().announce(`${dataset.name}: ${counted(dataset.rows, 'row')}.`)
    },
    saveDataset: async (datasetId, overwrite) => {
      set({ conflict: null, datasetFailure: null })
      await keepTyped()
      const answer = await request('dataset.save', { datasetId, overwrite })
      if (answer.ok) {
        get().receive([{ type: 'dataset.changed', dataset: answer.value }])
        get().announce(`${answer.value.name} is saved.`)
      } else if (answer.failure.code === 'file-changed' && !overwrite) set({ conflict: datasetId })
      else set({ datasetFailure: answer.failure })
    },
    saveDatasetAs: async (input) => {
      await keepTyped()
      const answer = await request('dataset.saveAs', input)
      if (!answer.ok) return answer.failure
      get().showDataset(answer.value)
      return null
    },
    reloadDataset: async (datasetId) => {
      set({ conflict: null })
      await keepTyped()
      const dataset = await whileReading('the new version', request('dataset.reload', { datasetId }))
      if (dataset !== null) get().showDataset(dataset)
    },
    closeDataset: async (datasetId) => {
      await keepTyped()
      const answer = await request('dataset.close', { datasetId })
      if (answer.ok) get().receive([{ type: 'dataset.closed', datasetId }])
      else set({ datasetFailure: answer.failure })
    },
    failDataset: (failure) => {
      set({ datasetFailure: failure })
      get().go({ screen: 'dataset', subject: null })
    },
    dismissDatasetFailure: () => set({ datasetFailure: null }),
    keepEditing: () => set({ conflict: null }),
  }
}
