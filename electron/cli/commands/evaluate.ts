import { basename, resolve } from 'node:path'
import type { OpenAntecedent } from '../../core/antecedent'
import { readBenchmark } from '../../core/benchmarks/benchmark'
import type { NamedRows } from '../../core/evaluating/evaluating'
import { type HeldOut, heldOut } from '../../core/training/run-data'
import { type WeightsName, weightsName } from '../../shared/run'
import { cardOf, type Evaluation, type SystemName, tunedCard } from '../../shared/scorecard'
import { type Command, type Invocation, needed, noWords, optional, usage } from '../command'
import { exampleLine, sayEvaluation, writeReport } from '../evaluation-output'
import type { ExitCode } from '../exit-code'
import { gapTable } from '../gap-table'
import { findRun, hear, openDataset, withStudio } from '../studio'

/** `antecedent evaluate`: base against tuned on held-out rows, on a file, or on a benchmark. */
export const evaluate: Command = {
  usage: 'evaluate --run RUN [--weights best|last|best,last] [--data FILE | --benchmark FILE] [--report FILE.html]',
  summary:
    'scorecard, base against tuned, beside two baselines: on the run’s held-out rows, on a file of rows, or on a benchmark (GAP’s TSV, TREC CAsT’s JSON)',
  options: {
    run: { type: 'string' },
    weights: { type: 'string' },
    data: { type: 'string' },
    benchmark: { type: 'string' },
    report: { type: 'string' },
  },
  run: (invocation) => {
    const named = needed(invocation, 'run')
    const [data, benchmark] = [optional(invocation, 'data'), optional(invocation, 'benchmark')]
    if (data !== undefined && benchmark !== undefined) throw usage('--data and --benchmark exclude each other.')
    const weights = weightsListOf(invocation)
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const run = findRun(studio, named)
      if (benchmark !== undefined) return evaluateBenchmark(studio, run.id, benchmark, weights, invocation)
      const other = data === undefined ? undefined : await rowsOf(studio, data, invocation.signal)
      return tell(run.id, await evaluateRun(studio, run.id, invocation, other, weights), invocation)
    })
  },
}

/** Evaluates with a bar. */
export function evaluateRun(
  studio: OpenAntecedent,
  runId: string,
  invocation: Invocation,
  other?: NamedRows,
  weights: readonly WeightsName[] = ['best'],
): Promise<Evaluation> {
  return withBar(studio, invocation, () => studio.services.evaluating.evaluate(runId, invocation.signal, other, weights))
}

/** The usable rows of a file, to be scored on. */
export async function rowsOf(studio: OpenAntecedent, path: string, signal: AbortSignal): Promise<{ name: string; rows: HeldOut[] }> {
  const dataset = await openDataset(studio, path, signal)
  const { template } = await dataset.data.facts(signal)
  const rows: HeldOut[] = []
  for await (const row of dataset.usable()) if ('messages' in row) rows.push(heldOut(row.messages, template))
  return { name: basename(path), rows }
}

async function evaluateBenchmark(
  studio: OpenAntecedent,
  runId: string,
  path: string,
  weights: readonly WeightsName[],
  invocation: Invocation,
): Promise<ExitCode> {
  const { output, signal } = invocation
  const benchmark = await readBenchmark(resolve(path))
  if (benchmark.kind === 'gap' && optional(invocation, 'report') !== undefined)
    throw usage('GAP has no gold rewrites, so there is no report of it.')
  const judged = await withBar(studio, invocation, () => studio.services.evaluating.benchmark(runId, benchmark, signal, weights))
  if (judged.kind === 'rewriting') return tell(runId, judged.evaluation, invocation)
  const { result, examples } = judged.evaluation
  for (const example of examples) output.line({ type: 'example', ...example })
  output.say(gapTable(result))
  output.line({ type: 'result', runId, benchmark: 'gap', ...result })
  return 0
}

async function tell(runId: string, evaluation: Evaluation, invocation: Invocation): Promise<ExitCode> {
  const { output } = invocation
  const { comparison, slices, examples } = evaluation
  const systems = comparison.systems.map(({ system }) => system)
  for (const example of examples) {
    for (const system of systems) output.line({ ...exampleLine(example, system), side: sideOf(system, systems) })
  }
  sayEvaluation(output, evaluation)
  await writeReport(optional(invocation, 'report'), evaluation, output)
  const cards = { base: cardOf(comparison, 'base'), tuned: tunedCard(comparison), copy: cardOf(comparison, 'copy') }
  output.line({ type: 'result', runId, ...comparison, ...cards, slices })
  return 0
}

/** `tuned` for the best weights, or for the last where those alone answered. */
function sideOf(system: SystemName, systems: readonly SystemName[]): string {
  return system === 'best' || (system === 'last' && !systems.includes('best')) ? 'tuned' : system
}

async function withBar<T>(studio: OpenAntecedent, { output }: Invocation, work: () => Promise<T>): Promise<T> {
  const silence = hear(studio, (event) => {
    if (event.type === 'job.progress' && event.job === 'evaluate') output.progress(`scoring ${event.phase}`, event.done, event.total)
  })
  try {
    return await work()
  } finally {
    silence()
    output.endProgress()
  }
}

/** The weights that were named, each once; the best where none were. */
function weightsListOf(invocation: Invocation): readonly WeightsName[] {
  const text = optional(invocation, 'weights')
  if (text === undefined) return ['best']
  const names = text.split(',').map((word) => weightsName.safeParse(word).data)
  const known = names.filter((name) => name !== undefined)
  if (known.length < names.length || new Set(known).size < known.length) throw usage(`--weights is best, last or best,last, not “${text}”.`)
  return known
}
