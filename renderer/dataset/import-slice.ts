import type { StateCreator } from 'zustand'
import type { Input, Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { Mapping, Table, TableFormatChoices } from '../../electron/shared/importing'
import { newId, request } from '../studio/client'
import type { Store } from '../studio/store'
import { counted } from '../text/format'

type Source = Input<'dataset.import'>['source']

/** A table on its way to become a dataset. */
export type Import = {
  readonly source: Source
  readonly table: Table
  readonly choices: TableFormatChoices
  /** What `job.cancel` takes, while it is taken over. */
  readonly running: string | null
  readonly failure: Failure | null
}

/** Rows of a table that are not in the dataset made from it. */
export type Skipped = Output<'dataset.import'>['skipped'] & { readonly datasetId: string }

/** Making datasets of tables and of pasted rows. */
export type ImportSlice = {
  readonly importing: Import | null
  readonly skipped: Skipped | null
  readonly beginImport: (source: Source, table: Table) => void
  /** Reads the table in another way. */
  readonly readTableAs: (choices: TableFormatChoices) => Promise<void>
  readonly importTable: (mapping: Mapping, name: string) => Promise<void>
  /** Makes a dataset of rows as they are. */
  readonly importRows: (source: Source) => Promise<void>
  readonly endImport: () => Promise<void>
  readonly dismissSkipped: () => void
}

export const importSlice: StateCreator<Store, [], [], ImportSlice> = (set, get) => {
  const change = (change: Partial<Import>) => set(({ importing }) => ({ importing: importing && { ...importing, ...change } }))
  return {
    importing: null,
    skipped: null,
    beginImport: (source, table) => {
      set({ importing: { source, table, choices: {}, running: null, failure: null }, skipped: null })
      // What is asked about it is asked there.
      if (get().screen !== 'dataset') get().go({ screen: 'dataset', subject: null })
    },
    readTableAs: async (choices) => {
      const { importing } = get()
      if (importing === null) return
      const all = { ...importing.choices, ...choices }
      const answer = await request('dataset.inspect', { source: importing.source, choices: all })
      if (!answer.ok) change({ failure: answer.failure })
      else if (answer.value.kind === 'table') change({ table: answer.value.table, choices: all, failure: null })
    },
    importTable: async (mapping, name) => {
      const { importing } = get()
      if (importing === null || importing.running !== null) return
      const requestId = newId()
      change({ running: requestId, failure: null })
      const answer = await request('dataset.import', { requestId, source: importing.source, mapping, name })
      get().forget(requestId)
      if (!answer.ok) return change({ running: null, failure: answer.failure.code === 'cancelled' ? null : answer.failure })
      const { dataset, skipped } = answer.value
      set({ importing: null, skipped: skipped.rows === 0 ? null : { ...skipped, datasetId: dataset.id } })
      get().showDataset(dataset)
      if (skipped.rows > 0) get().announce(`${counted(dataset.rows, 'row')} taken over, ${counted(skipped.rows, 'row')} not.`)
    },
    importRows: async (source) => {
      const answer = await request('dataset.import', { requestId: newId(), source, mapping: null, name: 'pasted' })
      if (answer.ok) get().showDataset(answer.value.dataset)
      else get().failDataset(answer.failure)
    },
    endImport: async () => {
      const { importing } = get()
      if (importing?.running) await request('job.cancel', { id: importing.running })
      else set({ importing: null })
    },
    dismissSkipped: () => set({ skipped: null }),
  }
}
