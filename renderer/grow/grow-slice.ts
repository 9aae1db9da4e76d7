import type { StateCreator } from 'zustand'
import type { Answer, Channel, Input, LocatedFile, Output } from '../../electron/shared/contract'
import type { RowSelection } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import type { GrowProvider, KeyedAddress, UndoneRow } from '../../electron/shared/growing'
import { counted } from '../../electron/shared/quantities'
import { keepTyped } from '../dataset/row-drafts'
import { locateDrop, newId, request } from '../studio/client'
import { without } from '../studio/projection'
import { currentDataset } from '../studio/selectors'
import type { Store } from '../studio/store'
import type { Correction } from './correction'
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
  readonly document:
    | { readonly from: 'text'; readonly text: string }
    /** `left` are the files that were dropped beside it. */
    | { readonly from: 'file'; readonly file: LocatedFile; readonly left: number }
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
export type Renamed = Output<'grow.rename'> & { readonly datasetId: string }

/** What was asked for. */
export type GrowAction = Extract<Channel, `grow.${string}`> | 'document'

/** Something that did not work for a dataset. */
export type GrowFailure = { readonly datasetId: string; readonly action: GrowAction; readonly failure: Failure }

/** Having rows made, and deciding about them. */
export type GrowSlice = {
  readonly growForm: GrowForm
  /** One of an action at most: it goes when the same is tried again. */
  readonly growFailures: readonly GrowFailure[]
  readonly renamed: Renamed | null
  /** Whether a job is just being begun or gone on with. */
  readonly beginning: boolean
  /** Grows with every key that is kept or forgotten. */
  readonly growKeys: number
  /** What is being corrected, by dataset. */
  readonly corrections: Readonly<Record<string, Correction>>
  readonly correct: (datasetId: string, correction: Correction | null) => void
  /** Keeps a key, or forgets it with null. Returns what went wrong. */
  readonly keepKey: (of: KeyedAddress, key: string | null) => Promise<Failure | null>
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
  /** Takes the first of the files that were dropped. */
  readonly dropDocument: (files: readonly File[]) => Promise<void>
  /** Decides about a candidate. Whether that was done. */
  readonly decide: (input: Input<'grow.decide'>) => Promise<boolean>
  readonly acceptClean: (datasetId: string) => Promise<void>
  /** Takes the last decision back. Returns the candidate’s id; null where there was none. */
  readonly undoDecision: (datasetId: string) => Promise<string | null>
  readonly cancelGrowing: () => void
  readonly dismissGrowFailure: (datasetId: string, action: GrowAction) => void
}

const decided = { accepted: 'Accepted: it is the dataset’s last row.', edited: 'Accepted as corrected.', rejected: 'Rejected.' } as const

const undone: Readonly<Record<UndoneRow, string>> = {
  none: 'Taken back.',
  taken: 'Taken back; its row is out of the dataset.',
  changed: 'Taken back. Its row was changed since, and stays in the dataset.',
  gone: 'Taken back. Its row was no longer in the dataset.',
}

export const growSlice: StateCreator<Store, [], [], GrowSlice> = (set, get) => {
  const tell = (datasetId: string, action: GrowAction, failure: Failure | null) =>
    set(({ growFailures }) => ({
      growFailures: [
        ...growFailures.filter((each) => each.datasetId !== datasetId || each.action !== action),
        ...(failure === null ? [] : [{ datasetId, action, failure }]),
      ],
    }))
  const ask = async <C extends GrowAction & Channel>(
    channel: C,
    input: Input<C> & { readonly datasetId: string },
  ): Promise<Output<C> | null> => {
    tell(input.datasetId, channel, null)
    const answer: Answer<Output<C>> = await request(channel, input)
    if (answer.ok) return answer.value
    if (answer.failure.code !== 'cancelled') tell(input.datasetId, channel, answer.failure)
    return null
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
  /** Begins a job or goes on with one, unless that is just being done. */
  const begin = async (said: string, begun: () => Promise<unknown>) => {
    if (get().beginning) return
    set({ beginning: true })
    if ((await begun()) !== null) get().announce(said)
    set({ beginning: false })
  }
  const useDocument = (located: Answer<LocatedFile | null>, left: number) => {
    const datasetId = currentDataset(get())?.id ?? ''
    tell(datasetId, 'document', located.ok ? null : located.failure)
    if (located.ok && located.value !== null) get().typeGrow({ document: { from: 'file', file: located.value, left } })
  }
  return {
    growForm: firstForm,
    growFailures: [],
    renamed: null,
    beginning: false,
    growKeys: 0,
    corrections: {},
    growing: null,
    typeGrow: (change) => set(({ growForm }) => ({ growForm: { ...growForm, ...change }, renamed: null })),
    correct: (datasetId, correction) =>
      set(({ corrections }) => ({
        corrections: correction === null ? without(corrections, datasetId) : { ...corrections, [datasetId]: correction },
      })),
    keepKey: async (of, key) => {
      const answer = await request('grow.setKey', { of, key })
      set(({ growKeys }) => ({ growKeys: growKeys + 1 }))
      if (answer.ok) get().announce(key === null ? 'The key is forgotten.' : 'The key is kept.')
      return answer.ok ? null : answer.failure
    },
    loadGrowth: async (datasetId) => {
      const grow = await ask('grow.state', { datasetId })
      if (grow !== null) get().receive([{ type: 'grow.changed', grow }])
    },
    writeRows: (input) =>
      begin('Rows are being written.', async () => {
        await keepTyped()
        return ask('grow.write', input)
      }),
    draftRows: (input) => begin('Passages are being rewritten.', () => ask('grow.draft', input)),
    renameRows: async (datasetId, selection, seed) => {
      await keepTyped()
      const renamed = await askLong('grow.rename', { datasetId, selection, seed })
      if (renamed === null) return
      set({ renamed: { ...renamed, datasetId } })
      get().announce(`${counted(renamed.candidates, 'candidate')} to review.`)
    },
    stopGrowing: async (datasetId, jobId) => void (await ask('grow.stop', { datasetId, jobId })),
    resumeGrowing: (datasetId, jobId) => begin('It goes on.', () => ask('grow.resume', { datasetId, jobId })),
    chooseDocument: async () => useDocument(await get().chooseFile('document'), 0),
    dropDocument: async (files) => {
      const [first] = files
      if (first !== undefined) useDocument(await locateDrop(first), files.length - 1)
    },
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
      get().announce(done.entry === null ? 'No decision to take back.' : undone[done.row])
      return done.entry?.candidate.id ?? null
    },
    cancelGrowing: () => {
      const { growing } = get()
      if (growing !== null) void request('job.cancel', { id: growing })
    },
    dismissGrowFailure: (datasetId, action) => tell(datasetId, action, null),
  }
}
