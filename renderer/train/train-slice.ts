import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { Run } from '../../electron/shared/run'
import type { TrainingConfig } from '../../electron/shared/training'
import { newId, request } from '../studio/client'
import { chosenModel, currentDataset, modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'

/** The parameters a person may set; the rest keeps what suits the model. */
export type Choices = Partial<Pick<TrainingConfig, 'epochs' | 'learning_rate' | 'batch_size' | 'max_seq_length' | 'seed'>> & {
  readonly rank?: number
}

/** The form of a new run, and what is under way with a run. */
export type TrainSlice = {
  readonly modelChoice: string
  readonly choices: Choices
  readonly runName: string
  readonly starting: boolean
  readonly startFailure: Failure | null
  /** A model that is being fetched: what `job.cancel` takes, and its name. */
  readonly fetching: { readonly id: string; readonly repo: string } | null
  readonly modelFailure: Failure | null
  /** What went wrong with a run on its own screen, by run id. */
  readonly runFailures: Readonly<Record<string, Failure>>
  /** Runs that are being scored here. */
  readonly scoring: readonly string[]
  readonly trainOn: (datasetId: string) => void
  readonly chooseModel: (key: string) => void
  readonly choose: (choices: Choices) => void
  readonly nameRun: (name: string) => void
  readonly addModelFolder: () => Promise<void>
  readonly addHubModel: (repo: string) => Promise<boolean>
  readonly startRun: () => Promise<void>
  readonly stopRun: (runId: string) => Promise<void>
  readonly scoreRun: (runId: string) => Promise<void>
  readonly renameRun: (runId: string, name: string) => Promise<void>
  readonly removeRun: (runId: string) => Promise<void>
  readonly failRun: (runId: string, failure: Failure | null) => void
}

export const trainSlice: StateCreator<Store, [], [], TrainSlice> = (set, get) => {
  const heard = (run: Run) => get().receive([{ type: 'run.changed', run }])
  return {
    modelChoice: 'demo',
    choices: {},
    runName: '',
    starting: false,
    startFailure: null,
    fetching: null,
    modelFailure: null,
    runFailures: {},
    scoring: [],
    trainOn: (datasetId) => set({ datasetId, startFailure: null }),
    chooseModel: (modelChoice) => set({ modelChoice, modelFailure: null }),
    choose: (choices) => set((state) => ({ choices: { ...state.choices, ...choices } })),
    nameRun: (runName) => set({ runName }),
    addModelFolder: async () => {
      const chosen = await get().chooseFile('model')
      if (!chosen.ok) return set({ modelFailure: chosen.failure })
      if (chosen.value === null) return
      const answer = await request('model.add', { handle: chosen.value.handle })
      set(answer.ok ? { modelChoice: modelKey(answer.value.ref), modelFailure: null } : { modelFailure: answer.failure })
    },
    addHubModel: async (repo) => {
      const id = newId()
      set({ fetching: { id, repo }, modelFailure: null })
      const answer = await request('model.addHub', { requestId: id, repo })
      get().forget(id)
      set({ fetching: null })
      if (answer.ok) set({ modelChoice: modelKey(answer.value.ref) })
      else if (answer.failure.code !== 'cancelled') set({ modelFailure: answer.failure })
      return answer.ok
    },
    startRun: async () => {
      const state = get()
      const dataset = currentDataset(state)
      const model = chosenModel(state)
      if (dataset === null || model === null || state.projection === null || state.starting) return
      set({ starting: true, startFailure: null })
      const answer = await request('run.start', {
        datasetId: dataset.id,
        model: model.ref,
        config: chosenConfig(state.projection.defaultConfig[model.ref.kind === 'demo' ? 'demo' : 'other'], state.choices),
        name: state.runName.trim(),
      })
      set({ starting: false })
      if (!answer.ok) return set({ startFailure: answer.failure })
      heard(answer.value)
      set({ runName: '' })
      get().go({ screen: 'train', subject: answer.value.id })
      get().announce(`${answer.value.name} has started.`)
    },
    stopRun: async (runId) => {
      const answer = await request('run.stop', { runId })
      get().failRun(runId, answer.ok ? null : answer.failure)
    },
    scoreRun: async (runId) => {
      set(({ scoring }) => ({ scoring: [...scoring, runId] }))
      get().failRun(runId, null)
      const answer = await request('run.evaluate', { runId })
      set(({ scoring }) => ({ scoring: scoring.filter((other) => other !== runId) }))
      get().forget(runId)
      const run = get().projection?.runs.find((other) => other.id === runId)
      if (answer.ok && run !== undefined) heard({ ...run, comparison: answer.value })
      if (answer.ok) get().announce('Scored.')
      else if (answer.failure.code !== 'cancelled') get().failRun(runId, answer.failure)
    },
    renameRun: async (runId, name) => {
      const answer = await request('run.rename', { runId, name })
      if (answer.ok) heard(answer.value)
      get().failRun(runId, answer.ok ? null : answer.failure)
    },
    removeRun: async (runId) => {
      const answer = await request('run.remove', { runId })
      if (!answer.ok) return get().failRun(runId, answer.failure)
      get().receive([{ type: 'run.removed', runId }])
      get().go({ screen: 'train', subject: 'new' })
    },
    failRun: (runId, failure) =>
      set(({ runFailures }) => {
        const { [runId]: _, ...rest } = runFailures
        return { runFailures: failure === null ? rest : { ...rest, [runId]: failure } }
      }),
  }
}

/** The settings of a run: what suits the model, with what the person chose. */
export function chosenConfig(base: TrainingConfig, { rank, ...rest }: Choices): TrainingConfig {
  const config = { ...base, ...rest }
  // An epoch count that somebody typed wins over a default number of updates.
  const iters = rest.epochs === undefined ? base.iters : null
  return { ...config, iters, lora_parameters: { ...base.lora_parameters, rank: rank ?? base.lora_parameters.rank } }
}
