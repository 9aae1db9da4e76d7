import { basename } from 'node:path'
import type { OpenAntecedent } from '../../core/antecedent'
import { type HeldOut, heldOut } from '../../core/training/run-data'
import type { WeightsName } from '../../shared/run'
import { type Command, type Invocation, needed, noWords, optional, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import { scorecardTable } from '../scorecard-table'
import { findRun, hear, openDataset, withStudio } from '../studio'

/** `antecedent evaluate`: base against tuned on held-out rows. */
export const evaluate: Command = {
  usage: 'evaluate --run RUN [--weights best|last] [--data FILE]',
  summary: 'scorecard, base against tuned, on the run’s held-out rows or on a file',
  options: { run: { type: 'string' }, weights: { type: 'string' }, data: { type: 'string' } },
  run: (invocation) => {
    const named = needed(invocation, 'run')
    const data = optional(invocation, 'data')
    const weights = weightsOf(invocation)
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const run = findRun(studio, named)
      const other = data === undefined ? undefined : await rowsOf(studio, data, invocation.signal)
      const evaluation = await evaluateRun(studio, run.id, invocation, other, weights)
      const { base, tuned, copy } = evaluation.comparison
      for (const side of ['base', 'tuned'] as const) {
        for (const example of evaluation.examples[side]) invocation.output.line({ type: 'example', side, ...example })
      }
      invocation.output.line({ type: 'result', runId: run.id, ...evaluation.comparison })
      invocation.output.say(scorecardTable({ base, tuned, 'copy the input': copy }))
      return 0
    })
  },
}

/** Evaluates with a bar. */
export async function evaluateRun(
  studio: OpenAntecedent,
  runId: string,
  { signal, output }: Invocation,
  other?: { readonly name: string; readonly rows: readonly HeldOut[] },
  weights: WeightsName = 'best',
) {
  const silence = hear(studio, (event) => {
    if (event.type === 'job.progress' && event.job === 'evaluate') output.progress(`scoring ${event.phase}`, event.done, event.total)
  })
  try {
    return await studio.services.evaluating.evaluate(runId, signal, other, weights)
  } finally {
    silence()
    output.endProgress()
  }
}

/** The usable rows of a file, to be scored on. */
export async function rowsOf(studio: OpenAntecedent, path: string, signal: AbortSignal): Promise<{ name: string; rows: HeldOut[] }> {
  const dataset = await openDataset(studio, path, signal)
  const { template } = await dataset.data.facts(signal)
  const rows: HeldOut[] = []
  for await (const row of dataset.usable()) if ('messages' in row) rows.push(heldOut(row.messages, template))
  return { name: basename(path), rows }
}
