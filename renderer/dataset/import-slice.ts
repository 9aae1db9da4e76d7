import type { StateCreator } from 'zustand'
import type { Input, Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { Mapping, Table, TableFormatChoices } from '../../electron/shared/importing'
import { counted } from '../../electron/shared/quantities'
import { newId, request } from '../studio/client'
import { without } from '../studio/projection'
import type { Store } from '../studio/store'

type Source = Input<'dataset.import'>['source']

/** A table on its way to become a dataset. */
export type Import = {
  /** Tells it from others of the same file. */
  readonly id: string
  readonly source: Source
  readonly table: Table
  readonly choices: TableFormatChoices
  /** Whether it is being read in another way. */
  readonly reading: boolean
  /** What `job.cancel` takes, while it is taken over. */
  readonly running: string | null
  readonly failure: Failure | null
}

/** Making datasets of tables and of pasted rows. */
export type ImportSlice = {
  /** Tables that were opened, in their order: the first is asked about, the others wait until it is made or dismissed. */
  readonly imports: readonly Import[]
  /** Rows of tables that are not in the datasets made from them, by dataset id. */
  readonly skipped: Readonly<Record<string, Output<'dataset.import'>['skipped']>>
  readonly beginImport: (source: Source, table: Table) => void
  /** Reads the table in another way. */
  readonly readTableAs: (choices: TableFormatChoices) => Promise<void>
  readonly importTable: (mapping: Mapping, name: string) => Promise<void>
  /** Makes a dataset of rows as they are. */
  readonly importRows: (source: Source) => Promise<void>
  readonly endImport: () => Promise<void>
  readonly dismissSkipped: (datasetId: string) => void
}

export const importSlice: StateCreator<Store, [], [], ImportSlice> = (set, get) => {
  const change = (id: string, change: Partial<Import>) =>
    set(({ imports }) => ({ imports: imports.map((one) => (one.id === id ? { ...one, ...change } : one)) }))
  const end = (id: string) => set(({ imports }) => ({ imports: imports.filter((one) => one.id !== id) }))
  return {
    imports: [],
    skipped: {},
    beginImport: (source, table) => {
      const next: Import = { id: newId(), source, table, choices: {}, reading: false, running: null, failure: null }
      set(({ imports }) => ({ imports: [...imports, next] }))
      // What is asked about it is asked there.
      if (get().screen !== 'dataset') get().go({ screen: 'dataset', subject: null })
    },
    readTableAs: async (choices) => {
      const [importing] = get().imports
      if (importing === undefined) return
      const { id, source, choices: before } = importing
      const all = { ...before, ...choices }
      change(id, { choices: all, reading: true })
      const answer = await request('dataset.inspect', { source, choices: all })
      // Another reading was asked for meanwhile.
      if (get().imports.find((one) => one.id === id)?.choices !== all) return
      if (!answer.ok) return change(id, { choices: before, reading: false, failure: answer.failure })
      change(id, { reading: false, failure: null })
      if (answer.value.kind === 'table') change(id, { table: answer.value.table })
    },
    importTable: async (mapping, name) => {
      const [importing] = get().imports
      if (importing === undefined || importing.reading || importing.running !== null) return
      const { id } = importing
      const requestId = newId()
      change(id, { running: requestId, failure: null })
      const answer = await request('dataset.import', { requestId, source: importing.source, mapping, name })
      get().forget(requestId)
      if (!answer.ok) return change(id, { running: null, failure: answer.failure.code === 'cancelled' ? null : answer.failure })
      const { dataset, skipped } = answer.value
      end(id)
      get().showDataset(dataset)
      if (skipped.rows === 0) return
      set((state) => ({ skipped: { ...state.skipped, [dataset.id]: skipped } }))
      get().announce(`${counted(dataset.rows, 'row')} taken over, ${counted(skipped.rows, 'row')} not.`)
    },
    importRows: async (source) => {
      const answer = await request('dataset.import', { requestId: newId(), source, mapping: null, name: 'pasted' })
      if (answer.ok) get().showDataset(answer.value.dataset)
      else get().failDataset(answer.failure)
    },
    endImport: async () => {
      const [importing] = get().imports
      if (importing === undefined) return
      if (importing.running !== null) await request('job.cancel', { id: importing.running })
      else end(importing.id)
    },
    dismissSkipped: (datasetId) => set(({ skipped }) => ({ skipped: without(skipped, datasetId) })),
  }
}
