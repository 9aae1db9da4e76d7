import type { StateCreator } from 'zustand'
import type { Answer, Input, LocatedFile } from '../../electron/shared/contract'
import type { Brought } from '../../electron/shared/documents'
import type { Failure } from '../../electron/shared/errors'
import type { Prompt } from '../../electron/shared/prompt'
import { counted } from '../../electron/shared/quantities'
import type { Rewrite, Side } from '../../electron/shared/resolution'
import { newId, request } from '../studio/client'
import { currentDataset } from '../studio/selectors'
import type { Store } from '../studio/store'
import { askingOf } from './asking'
import { type Decision, type Decisions, noDecisions, withDecision } from './decisions'

/** Who answers: a run both ways, or a model as it is. */
export type Answerer = Input<'text.resolve'>['by']

/** A text that was put to somebody: `against` answers beside the tuned side, null is its own base model. */
type Asked = { readonly text: string; readonly by: Answerer; readonly against: Answerer | null }

/** What became of the last text. */
export type Resolving =
  | { readonly state: 'idle' }
  | (Asked & { readonly state: 'running'; readonly requestId: string })
  /** `at`: when it was answered, as ISO 8601. */
  | (Asked & { readonly state: 'done'; readonly rewrites: readonly Rewrite[]; readonly at: string })
  | (Asked & { readonly state: 'failed'; readonly failure: Failure })

/** Texts that were brought, as they were edited here since. */
type BroughtHere = Brought & {
  /** Which of them is on the desk. */
  readonly at: number
  /** Files that were dropped beside the one that was read. */
  readonly left: number
}

/** The text on the desk and its answers. */
export type ResolveSlice = {
  readonly sourceText: string
  /** Id of the example the text was taken from, edited or not. */
  readonly exampleId: string | null
  /** Key of the base model that answers; null lets the run that is looked at answer. */
  readonly answererModel: string | null
  readonly resolving: Resolving
  /** What the person made of the answer's changes. */
  readonly decisions: Decisions
  /** Who answers beside the tuned side; null is its own base model. */
  readonly against: Answerer | null
  /** How much of what was learned is used, from 0 to 1. */
  readonly strength: number
  /** How the text is put to the model; null as the run's own rows put it. */
  readonly prompt: Prompt | null
  /** How a person would rewrite a text, by the text. */
  readonly golds: Readonly<Record<string, string>>
  readonly writeGold: (source: string, gold: string) => void
  readonly setAsking: (change: Partial<Pick<ResolveSlice, 'against' | 'strength' | 'prompt'>>) => void
  /** Texts of a file or a folder, and which of them is on the desk. */
  readonly brought: BroughtHere | null
  /** What is being read; `requestId` is what `job.cancel` takes. */
  readonly bringing: { readonly requestId: string; readonly name: string } | null
  readonly bringFailure: Failure | null
  readonly chooseTexts: () => Promise<void>
  /** Brings the texts of a file or folder; `left` are the files that were dropped beside it. */
  readonly bringTexts: (located: Answer<LocatedFile | null>, left: number) => Promise<void>
  readonly cancelBringing: () => void
  /** Puts one of the texts that were brought on the desk. */
  readonly takeBrought: (at: number) => void
  readonly dismissBringFailure: () => void
  /** Whether a text and its rewrite are just becoming a row. */
  readonly keeping: boolean
  readonly keepFailure: Failure | null
  /** Makes a text and its rewrite the last row of the dataset that is looked at, or of a new one. Whether that was done. */
  readonly keepAsRow: (source: string, rewrite: string) => Promise<boolean>
  readonly dismissKeepFailure: () => void
  /** Brings back a text that was resolved before, with its answers, unless it is not wanted any more. Returns what went wrong. */
  readonly openResolved: (id: string, isWanted: () => boolean) => Promise<Failure | null>
  readonly writeSource: (text: string) => void
  readonly takeExample: (id: string, text: string) => void
  readonly answerWith: (choice: { readonly runId: string } | { readonly model: string }) => void
  readonly resolveText: (by: Answerer) => Promise<void>
  readonly cancelResolve: () => Promise<void>
  /** Decides about a change of the answer, by its place; null takes the decision back. */
  readonly decideChange: (place: number, decision: Decision | null) => void
}

export const resolveSlice: StateCreator<Store, [], [], ResolveSlice> = (set, get) => ({
  sourceText: '',
  exampleId: null,
  answererModel: null,
  resolving: { state: 'idle' },
  decisions: noDecisions,
  against: null,
  strength: 1,
  prompt: null,
  brought: null,
  bringFailure: null,
  bringing: null,
  chooseTexts: async () => get().bringTexts(await get().chooseFile('texts'), 0),
  bringTexts: async (located, left) => {
    if (!located.ok) return set({ bringFailure: located.failure })
    if (located.value === null) return
    get().cancelBringing()
    const requestId = newId()
    const { handle, name } = located.value
    set({ bringing: { requestId, name }, bringFailure: null })
    const answer = await request('text.bring', { requestId, handle })
    // It was cancelled, or others are brought by now.
    if (get().bringing?.requestId !== requestId) return
    set({ bringing: null })
    if (!answer.ok) return set({ bringFailure: answer.failure })
    set({ brought: { ...answer.value, at: 0, left } })
    get().takeBrought(0)
    get().announce(`${answer.value.name}: ${counted(answer.value.documents.length, 'text')}.`)
  },
  takeBrought: (at) => {
    const { brought } = get()
    const document = brought?.documents[at]
    if (brought === null || document === undefined) return
    set({ brought: { ...brought, at }, sourceText: document.text, exampleId: null, bringFailure: document.failure })
  },
  cancelBringing: () => {
    const { bringing } = get()
    if (bringing === null) return
    set({ bringing: null })
    void request('job.cancel', { id: bringing.requestId })
  },
  dismissBringFailure: () => set({ bringFailure: null }),
  keeping: false,
  keepFailure: null,
  keepAsRow: async (source, rewrite) => {
    if (get().keeping) return false
    set({ keeping: true, keepFailure: null })
    const fail = (failure: Failure) => {
      set({ keeping: false, keepFailure: failure })
      return false
    }
    let dataset = currentDataset(get())
    if (dataset === null) {
      const opened = await request('dataset.open', { from: 'nothing' })
      if (!opened.ok) return fail(opened.failure)
      dataset = opened.value
      get().receive([{ type: 'dataset.changed', dataset }])
    }
    const added = await request('dataset.addPair', { datasetId: dataset.id, source, rewrite, after: null })
    if (!added.ok) return fail(added.failure)
    set({ keeping: false })
    get().announce(`Added to ${dataset.name}. It is written to the file when that is saved.`)
    return true
  },
  dismissKeepFailure: () => set({ keepFailure: null }),
  golds: {},
  writeGold: (source, gold) => set(({ golds }) => ({ golds: { ...golds, [source]: gold } })),
  setAsking: (change) => set(change),
  openResolved: async (id, isWanted) => {
    get().cancelBringing()
    await get().cancelResolve()
    const answer = await request('history.open', { id })
    if (!isWanted()) return null
    if (!answer.ok) return answer.failure
    const { entry, rewrites } = answer.value
    const { source: text, by, against, at } = entry
    const resolving = { state: 'done', text, by, against, rewrites, at } as const
    set({ sourceText: text, exampleId: null, resolving, decisions: noDecisions, brought: null, bringFailure: null })
    return null
  },
  writeSource: (sourceText) => {
    get().cancelBringing()
    set(({ brought }) => ({ sourceText, brought: brought && withText(brought, sourceText) }))
  },
  takeExample: (exampleId, sourceText) => {
    get().cancelBringing()
    set({ exampleId, sourceText, brought: null, bringFailure: null })
  },
  answerWith: (choice) => set('runId' in choice ? { runId: choice.runId, answererModel: null } : { answererModel: choice.model }),
  resolveText: async (by) => {
    const text = get().sourceText
    if (text.trim() === '' || get().resolving.state === 'running') return
    const requestId = newId()
    const { prompt } = get()
    const { against, strength } = askingOf(get(), by)
    const asked = { text, by, against }
    const { resolving: formerly, decisions } = get()
    set({ resolving: { ...asked, state: 'running', requestId }, decisions: noDecisions })
    const sides: Side[] = by.kind === 'run' ? ['base', 'tuned'] : ['base']
    const answer = await request('text.resolve', { requestId, ...asked, sides, strength, prompt })
    get().forget(requestId)
    const { resolving } = get()
    // Something else is on the desk by now.
    if (resolving.state !== 'running' || resolving.requestId !== requestId) return
    if (answer.ok) set({ resolving: { ...asked, state: 'done', rewrites: answer.value.rewrites, at: new Date().toISOString() } })
    // What stood there before stands there again, as the person left it.
    else if (answer.failure.code === 'cancelled') set({ resolving: formerly, decisions })
    else set({ resolving: { ...asked, state: 'failed', failure: answer.failure } })
    get().announce(answer.ok ? 'The rewrite is here.' : 'The text was not resolved.')
  },
  decideChange: (place, decision) => {
    set(({ decisions }) => ({ decisions: withDecision(decisions, place, decision) }))
    get().announce(decision === null ? 'As the model wrote it.' : decidedWords[decision.kind])
  },
  cancelResolve: async () => {
    const { resolving } = get()
    if (resolving.state === 'running') await request('job.cancel', { id: resolving.requestId })
  },
})

const decidedWords: Readonly<Record<Decision['kind'], string>> = {
  accepted: 'Accepted.',
  undone: 'Taken back.',
  corrected: 'Corrected.',
}

/** The texts with other words in the one that is on the desk. */
function withText(brought: BroughtHere, text: string): BroughtHere {
  const documents = brought.documents.map((document, place) => (place === brought.at ? { ...document, text } : document))
  return { ...brought, documents }
}
