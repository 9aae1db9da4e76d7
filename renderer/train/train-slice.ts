import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { Run } from '../../electron/shared/run'
import { request } from '../studio/client'
import type { Store } from '../studio/store'
import { weightsOf } from '../studio/weights'

/** What is under way with runs that exist. */
export type TrainSlice = {
  /** What went wrong with a run on its own screen, by run id. */
  readonly runFailures: Readonly<Record<string, Failure>>
  /** Runs that were asked to go on and have not answered yet. */
  readonly continuing: readonly string[]
  readonly stopRun: (runId: string) => Promise<void>
  readonly pauseRun: (runId: string) => Promise<void>
  readonly continueRun: (runId: string) => Promise<void>
  readonly scoreRun: (runId: string) => Promise<void>
  readonly renameRun: (runId: string, name: string) => Promise<void>
  readonly removeRun: (runId: string) => Promise<void>
  readonly setContinueAutomatically: (runId: string, yes: boolean) => Promise<void>
  /** Shows the dataset that a run was made from, at one of its rows where one is given. Answers why that could not be. */
  readonly openDatasetOf: (runId: string, row: number | null) => Promise<Failure | null>
  readonly failRun: (runId: string, failure: Failure | null) => void
}

export const trainSlice: StateCreator<Store, [], [], TrainSlice> = (set, get) => {
  const heard = (run: Run) => get().receive([{ type: 'run.changed', run }])
  return {
    runFailures: {},
    continuing: [],
    stopRun: async (runId) => {
      const answer = await request('run.stop', { runId })
      get().failRun(runId, answer.ok ? null : answer.failure)
    },
    pauseRun: async (runId) => {
      const answer = await request('run.pause', { runId })
      get().failRun(runId, answer.ok ? null : answer.failure)
    },
    continueRun: async (runId) => {
      if (get().continuing.includes(runId)) return
      set(({ continuing }) => ({ continuing: [...continuing, runId] }))
      const answer = await request('run.continue', { runId })
      set(({ continuing }) => ({ continuing: continuing.filter((other) => other !== runId) }))
      get().failRun(runId, answer.ok ? null : answer.failure)
      if (!answer.ok) return
      heard(answer.value)
      get().announce(`${answer.value.name} goes on.`)
    },
    scoreRun: async (runId) => {
      const answer = await get().duringWork(runId, 'evaluate', () => {
        get().failRun(runId, null)
        const scored = get().projection?.runs.find((other) => other.id === runId)
        return request('run.evaluate', { runId, weights: [weightsOf(scored)(get())] })
      })
      if (answer === null) return
      if (!answer.ok) return get().failRun(runId, answer.failure)
      const run = get().projection?.runs.find((other) => other.id === runId)
      if (run !== undefined) heard({ ...run, comparison: answer.value })
      get().announce('Scored.')
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
    setContinueAutomatically: async (runId, yes) => {
      const answer = await request('run.setContinueAutomatically', { runId, continueAutomatically: yes })
      if (answer.ok) heard(answer.value)
      get().failRun(runId, answer.ok ? null : answer.failure)
    },
    openDatasetOf: async (runId, row) => {
      const answer = await request('run.openDataset', { runId, row })
      if (!answer.ok) return answer.failure
      const { dataset, row: place } = answer.value
      get().receive([{ type: 'dataset.changed', dataset }])
      if (place === null) get().go({ screen: 'dataset', subject: dataset.id })
      else get().openRow(dataset.id, place)
      return null
    },
    failRun: (runId, failure) =>
      set(({ runFailures }) => {
        const { [runId]: _, ...rest } = runFailures
        return { runFailures: failure === null ? rest : { ...rest, [runId]: failure } }
      }),
  }
}
