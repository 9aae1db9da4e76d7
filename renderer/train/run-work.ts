import type { StateCreator } from 'zustand'
import type { Answer } from '../../electron/shared/contract'
import { without } from '../studio/projection'
import type { Store } from '../studio/store'

/** Work on a run that is over; one at a time, since each has the run's own id as that of its job. */
export type RunWork = 'evaluate' | 'hardest' | 'export'

const ends: Readonly<Record<RunWork, string>> = {
  evaluate: 'Once it is scored',
  hardest: 'Once its hardest rows are found',
  export: 'Once it is exported',
}

/** When other work on the run can begin, in words; undefined where it can now. */
export const waitFor = (work: RunWork | null): string | undefined => (work === null ? undefined : ends[work])

/** What is done with a run now: what the host tells of, which survives a reload, else what was begun here and is not told of yet. */
export const workOn =
  (runId: string) =>
  ({ projection, begun }: Pick<Store, 'projection' | 'begun'>): RunWork | null => {
    const told = projection?.jobs[runId]?.job
    return told === 'evaluate' || told === 'hardest' || told === 'export' ? told : (begun[runId] ?? null)
  }

/** What work waits for that has counted nothing yet. */
export const waitingWords = (phase: string | undefined): string => (phase === 'queued' ? 'Waiting for another job' : 'Loading the model')

/** Work on runs that this window began. */
export type RunWorkSlice = {
  /** What was begun here and is not answered yet, by run id. */
  readonly begun: Readonly<Record<string, RunWork>>
  /**
   * Asks for work on a run, where none is done with it. Null where there is some, where it was cancelled, and where only the answer was
   * lost: the host goes on, and tells how far it is once it is heard again.
   */
  readonly duringWork: <T>(runId: string, work: RunWork, ask: () => Promise<Answer<T>>) => Promise<Answer<T> | null>
}

export const runWorkSlice: StateCreator<Store, [], [], RunWorkSlice> = (set, get) => ({
  begun: {},
  duringWork: async (runId, work, ask) => {
    if (workOn(runId)(get()) !== null) return null
    set(({ begun }) => ({ begun: { ...begun, [runId]: work } }))
    const answer = await ask()
    set(({ begun }) => ({ begun: without(begun, runId) }))
    return !answer.ok && (answer.failure.code === 'cancelled' || answer.failure.code === 'connection-lost') ? null : answer
  },
})
