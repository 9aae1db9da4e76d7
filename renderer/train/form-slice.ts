import type { StateCreator } from 'zustand'
import type { ImportedConfig, LocatedFile } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { Run } from '../../electron/shared/run'
import type { PresetName, TrainingConfig } from '../../electron/shared/training'
import { request } from '../studio/client'
import { allModels, chosenModel, currentDataset, modelKey, openDatasets } from '../studio/selectors'
import type { Store } from '../studio/store'
import { type Entries, type FormConfig, formConfig } from './settings/form-config'
import type { Typed } from './settings/setting-value'

/** What the form's settings began with. */
export type Origin =
  | { readonly kind: 'preset'; readonly name: PresetName }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly config: TrainingConfig
      readonly notes: ImportedConfig['notes']
      /** Its model, where that is only known to the Hub. */
      readonly hub: string | null
    }
  | { readonly kind: 'run'; readonly run: Pick<Run, 'id' | 'name' | 'dataset' | 'model' | 'workers'>; readonly config: TrainingConfig }

/** Everything a person puts into the form of a new run, but for the model and the dataset, which other screens know too. */
export type FormContent = {
  readonly origin: Origin
  readonly entries: Entries
  readonly runName: string
  readonly continueAutomatically: boolean
  /** A hostfile of `mlx.launch`; null trains on this machine alone. */
  readonly workers: LocatedFile | null
}

/** The form as it was before something filled it. */
type FormerContent = FormContent & { readonly datasetId: string | null; readonly modelChoice: string }

/** The form of a new run. */
export type FormSlice = FormContent & {
  /** What `undoFilling` brings back; null when there is nothing to. */
  readonly former: FormerContent | null
  readonly starting: boolean
  readonly startFailure: Failure | null
  /** Why a hostfile could not be chosen. */
  readonly workersFailure: Failure | null
  readonly trainOn: (datasetId: string) => void
  readonly type: (changes: Entries) => void
  /** Puts settings back to what the form began with. */
  readonly putBack: (paths: readonly string[]) => void
  readonly choosePreset: (name: PresetName) => void
  readonly nameRun: (name: string) => void
  readonly continueByItself: (yes: boolean) => void
  readonly chooseWorkers: () => Promise<void>
  readonly trainAlone: () => void
  /** Fills the form from a file or a run; dataset and model stay where none is given. */
  readonly fill: (content: Partial<FormerContent> & Pick<FormContent, 'origin'>) => void
  /** Fills the form from a run, to be started again with changes, and shows it. */
  readonly fillFrom: (run: Run) => void
  readonly undoFilling: () => void
  readonly startRun: () => Promise<void>
}

/** Longest name of a run, in characters. */
const longestName = 120

const blank: FormContent = {
  origin: { kind: 'preset', name: 'balanced' },
  entries: {},
  runName: '',
  continueAutomatically: false,
  workers: null,
}

export const formSlice: StateCreator<Store, [], [], FormSlice> = (set, get) => {
  const fill: FormSlice['fill'] = (content) =>
    set((state) => ({ former: contentOf(state), startFailure: null, workersFailure: null, entries: {}, ...content }))
  return {
    ...blank,
    former: null,
    starting: false,
    startFailure: null,
    workersFailure: null,
    trainOn: (datasetId) => set({ datasetId, startFailure: null }),
    type: (changes) => set(({ entries }) => ({ entries: { ...entries, ...changes } })),
    putBack: (paths) => set(({ entries }) => ({ entries: withoutPaths(entries, paths) })),
    choosePreset: (name) => {
      const { origin, entries } = get()
      if (origin.kind === 'preset' && Object.keys(entries).length === 0) set({ origin: { kind: 'preset', name }, former: null })
      else fill({ origin: { kind: 'preset', name } })
    },
    nameRun: (runName) => set({ runName }),
    continueByItself: (continueAutomatically) => set({ continueAutomatically }),
    chooseWorkers: async () => {
      const chosen = await get().chooseFile('hosts')
      if (!chosen.ok) set({ workersFailure: chosen.failure })
      else if (chosen.value !== null) set({ workers: chosen.value, workersFailure: null })
    },
    trainAlone: () => set({ workers: null, workersFailure: null }),
    fill,
    fillFrom: (run) => {
      fill(contentFrom(run, get()))
      get().go({ screen: 'train', subject: 'new' })
      get().announce(`The form is filled from ${run.name}.`)
    },
    undoFilling: () => set(({ former }) => (former === null ? {} : { ...former, former: null })),
    startRun: async () => {
      const state = get()
      const dataset = currentDataset(state)
      const model = chosenModel(state)
      const form = formOf(state)
      if (dataset === null || model === null || form === null || form.wrong.size > 0 || state.starting) return
      set({ starting: true, startFailure: null })
      const answer = await request('run.start', {
        datasetId: dataset.id,
        model: model.ref,
        config: form.config,
        name: state.runName.trim(),
        continueAutomatically: state.continueAutomatically,
        workers: state.workers?.handle ?? null,
      })
      set({ starting: false })
      if (!answer.ok) return set({ startFailure: answer.failure })
      get().receive([{ type: 'run.changed', run: answer.value }])
      // A run on other machines is asked for each time: no later one goes there unnoticed.
      set({ runName: '', former: null, workers: null, workersFailure: null })
      get().go({ screen: 'train', subject: answer.value.id })
      get().announce(`${answer.value.name} has started.`)
    },
  }
}

/** The form's settings as they stand; null before the first snapshot. */
export function formOf(state: Store): FormConfig | null {
  const base = baseOf(state)
  return base === null ? null : formConfig(base, state.entries, chosenModel(state))
}

/** The settings the form began with; null before the first snapshot. A preset suits the chosen model. */
export function baseOf(state: Store): TrainingConfig | null {
  const { origin, projection } = state
  if (origin.kind !== 'preset') return origin.config
  return projection?.presets[origin.name][chosenModel(state)?.ref.kind === 'demo' ? 'demo' : 'other'] ?? null
}

/** A form filled from a run. Its dataset is chosen where the very file is open, its model where it is here; its hostfile is not kept. */
function contentFrom(run: Run, state: Store): Parameters<FormSlice['fill']>[0] {
  const { id, name, dataset, model, workers } = run
  const open = openDatasets(state).find((other) => other.location === dataset.location)
  const here = allModels(state).find((other) => modelKey(other.ref) === modelKey(model.ref))
  return {
    origin: { kind: 'run', run: { id, name, dataset, model, workers }, config: run.config },
    runName: `${name.slice(0, longestName - ' copy'.length)} copy`,
    continueAutomatically: run.continueAutomatically,
    workers: null,
    ...(open === undefined ? {} : { datasetId: open.id }),
    ...(here === undefined ? {} : { modelChoice: modelKey(here.ref) }),
  }
}

function contentOf({ origin, entries, runName, continueAutomatically, workers, datasetId, modelChoice }: Store): FormerContent {
  return { origin, entries, runName, continueAutomatically, workers, datasetId, modelChoice }
}

function withoutPaths(entries: Entries, paths: readonly string[]): Entries {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, Typed] => !paths.includes(entry[0])))
}
