import type { StateCreator } from 'zustand'
import type { Answer, Channel, Input, LocatedFile, Output } from '../../electron/shared/contract'
import type { RowSelection } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import type { GrowProvider } from '../../electron/shared/growing'
import { keepTyped } from '../dataset/row-drafts'
import { locateDrop, newId, request } from '../studio/client'
import type { Store } from '../studio/store'
import { counted } from '../text/format'
import { ordinaryDraft, type PlanDraft } from './plan-draft'

/** The three ways in which rows come about. */
export type GrowWay = 'write' | 'draft' | 'rename'

/** Everything that is typed to have rows made. Keys are in none of it. */
export type GrowForm = {
  readonly way: GrowWay
  readonly kind: GrowProvider['kind']
  readonly address: string
  readonly model: string
  /** What a million tokens cost, as typed. */
  readonly inputPrice: string
  readonly outputPrice: string
  readonly plan: PlanDraft
  readonly secondReading: boolean
  readonly draftedBy: 'local' | 'large'
  readonly document: { readonly from: 'text'; readonly text: string } | { readonly from: 'file'; readonly file: LocatedFile }
  /** Characters that a passage has about, as typed. */
  readonly target: string
  readonly renameSeed: string
}

export const firstForm: GrowForm = {
  way: 'write',
  kind: 'openai',
  address: 'http://localhost:1234/v1',
  model: '',
  inputPrice: '',
  outputPrice: '',
  plan: ordinaryDraft,
  secondReading: false,
  draftedBy: 'local',
  document: { from: 'text', text: '' },
  target: '400',
  renameSeed: '1',
}

/** What renaming came to. */
export type Renamed = Output<'grow.rename'>

/** Having rows made, and deciding about them. */
export type GrowSlice = {
  readonly growForm: GrowForm
  readonly growFailure: Failure | null
  readonly renamed: Renamed | null
  /** What `job.cancel` takes while rows are renamed or accepted together. */
  readonly growing: string | null
  readonly typeGrow: (change: Partial<GrowForm>) => void
  /** Learns how a dataset grows; from then on events tell. */
  readonly loadGrowth: (datasetId: string) => Promise<void>
  readonly writeRows: (input: Input<'grow.write'>) => Promise<void>
  readonly draftRows: (input: Input<'grow.draft'>) => Promise<void>
  readonly renameRows: (datasetId: string, selection: RowSelection, seed: number) => Promise<void>
  readonly stopGrowing: (datasetId: string, jobId: string) => Promise<void>
  readonly resumeGrowing: (datasetId: string, jobId: string) => Promise<void>
  readonly chooseDocument: () => Promise<void>
  readonly dropDocument: (file: File) => Promise<void>
  /** Decides about a candidate. Whether that was done. */
  readonly decide: (input: Input<'grow.decide'>) => Promise<boolean>
  readonly acceptClean: (datasetId: string) => Promise<void>
  /** Takes the last decision back. Returns the candidate’s id; null where there was none. */
  readonly undoDecision: (datasetId: string) => Promise<string | null>
  readonly cancelGrowing: () => void
  readonly dismissGrowFailure: () => void
}

const decided = { accepted: 'Accepted: it is the dataset’s last row.', edited: 'Accepted as corrected.', rejected: 'Rejected.' } as const

export const growSlice: StateCreator<Store, [], [], GrowSlice> = (set, get) => {
  const ask = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C> | null> => {
    const answer: Answer<Output<C>> = await request(channel, input)
    const failure = answer.ok || answer.failure.code === 'cancelled' ? null : answer.failure
    set({ growFailure: failure })
    return answer.ok ? answer.value : null
  }
  /** Asks for something that takes a while and can be cancelled. */
  const askLong = async <C extends 'grow.rename' | 'grow.acceptClean'>(channel: C, input: Omit<Input<C>, 'requestId'>) => {
    if (get().growing !== null) return null
    const requestId = newId()
    set({ growing: requestId })
    const done = await ask(channel, { ...input, requestId } as Input<C>)
    set({ growing: null })
    return done
  }
  const useDocument = (located: Answer<LocatedFile | null>) => {
    if (!located.ok) set({ growFailure: located.failure })
    else if (located.value !== null) get().typeGrow({ document: { from: 'file', file: located.value } })
  }
  return {
    growForm: firstForm,
    growFailure: null,
    renamed: null,
    growing: null,
    typeGrow: (change) => set(({ growForm }) => ({ growForm: { ...growForm, ...change }, renamed: null })),
    loadGrowth: async (datasetId) => {
      const grow = await ask('grow.state', { datasetId })
      if (grow !== null) get().receive([{ type: 'grow.changed', grow }])
    },
    writeRows: async (input) => {
      await keepTyped()
      if ((await ask('grow.write', input)) !== null) get().announce('Rows are being written.')
    },
    draftRows: async (input) => {
      if ((await ask('grow.draft', input)) !== null) get().announce('Passages are being rewritten.')
    },
    renameRows: async (datasetId, selection, seed) => {
      await keepTyped()
      const renamed = await askLong('grow.rename', { datasetId, selection, seed })
      if (renamed === null) return
      set({ renamed })
      get().announce(`${counted(renamed.candidates, 'candidate')} to review.`)
    },
    stopGrowing: async (datasetId, jobId) => void (await ask('grow.stop', { datasetId, jobId })),
    resumeGrowing: async (datasetId, jobId) => void (await ask('grow.resume', { datasetId, jobId })),
    chooseDocument: async () => useDocument(await get().chooseFile('document')),
    dropDocument: async (file) => useDocument(await locateDrop(file)),
    decide: async (input) => {
      const done = await ask('grow.decide', input)
      if (done !== null) get().announce(decided[input.decision.state])
      return done !== null
    },
    acceptClean: async (datasetId) => {
      const done = await askLong('grow.acceptClean', { datasetId })
      if (done !== null) get().announce(`${counted(done.accepted, 'row')} accepted.`)
    },
    undoDecision: async (datasetId) => {
      const done = await ask('grow.undo', { datasetId })
      if (done === null) return null
      if (done.entry === null) get().announce('No decision to take back.')
      else get().announce(done.rowStays ? 'Taken back. Its row was changed since, and stays in the dataset.' : 'Taken back.')
      return done.entry?.candidate.id ?? null
    },
    cancelGrowing: () => {
      const { growing } = get()
      if (growing !== null) void request('job.cancel', { id: growing })
    },
    dismissGrowFailure: () => set({ growFailure: null }),
  }
}
