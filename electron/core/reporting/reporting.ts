import { StudioError } from '../../shared/errors'
import type { Evaluation } from '../../shared/scorecard'
import type { KeptCards } from '../evaluating/kept-cards'
import type { Runs } from '../runs/runs'
import { runReport } from './run-report'
import { trainedWith } from './trained-with'

/** What a report is made with. */
export type ReportingParts = { readonly runs: Runs; readonly cards: KeptCards; readonly version: string }

/** The report of a run as one HTML page that stands alone. Throws `not-found` for a run that is none. */
export async function reportOfRun(runId: string, { runs, cards, version }: ReportingParts): Promise<string> {
  const metrics = await runs.metrics(runId)
  const [evaluation, libraries] = await Promise.all([evaluationOf(runId, cards), trainedWith(runs.files(runId))])
  const run = runs.get(runId)
  // One that was scored meanwhile has other figures than those texts.
  const isOfRun = evaluation?.comparison.at === run.comparison?.at
  return runReport({ run, metrics, evaluation: isOfRun ? evaluation : null, libraries, version, at: new Date().toISOString() })
}

async function evaluationOf(runId: string, cards: KeptCards): Promise<Evaluation | null> {
  try {
    return await cards.of(runId)
  } catch (error) {
    if (error instanceof StudioError && error.failure.code === 'not-found') return null
    throw error
  }
}
