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
  ({ projection, scoring, measuring, exporting }: Pick<Store, 'projection' | 'scoring' | 'measuring' | 'exporting'>): RunWork | null => {
    const told = projection?.jobs[runId]?.job
    if (told === 'evaluate' || told === 'hardest' || told === 'export') return told
    if (scoring.includes(runId)) return 'evaluate'
    if (measuring.includes(runId)) return 'hardest'
    return exporting.state === 'running' && exporting.runId === runId ? 'export' : null
  }

/** What work waits for that has counted nothing yet. */
export const waitingWords = (phase: string | undefined): string => (phase === 'queued' ? 'Waiting for another job' : 'Loading the model')
