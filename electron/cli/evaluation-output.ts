import { resolve } from 'node:path'
import { report } from '../core/evaluating/report/report'
import { writeAtomically } from '../core/files/atomic'
import { ruleWords } from '../shared/rule-words'
import type { EvaluatedExample, Evaluation, JudgedOutput, SystemName } from '../shared/scorecard'
import type { Output } from './output'
import { pairLines, scorecardTable, sliceTable } from './scorecard-table'

/** Says an evaluation in tables: the scorecards, the slices, and what changed between systems. */
export function sayEvaluation(output: Output, { comparison, slices }: Evaluation): void {
  output.say(scorecardTable(comparison.systems))
  for (const words of ruleWords(comparison)) output.say(`\n${words}`)
  output.say(`\n${sliceTable(slices)}`)
  for (const pair of comparison.pairs) output.say(`\n${pairLines(pair)}`)
}

/** Writes an evaluation as an HTML page where one was asked for. Throws `disk-full` or `file-not-written`. */
export async function writeReport(path: string | undefined, { comparison, examples }: Evaluation, output: Output): Promise<void> {
  if (path === undefined) return
  await writeAtomically(resolve(path), report(comparison, examples))
  output.note(`The report is in ${resolve(path)}`)
}

/** One text as a line of JSON has it, with what one system wrote at its top. */
export function exampleLine(example: EvaluatedExample, system: SystemName): Readonly<Record<string, unknown>> {
  const output = example.outputs.find((judged) => judged.system === system)
  const { source, gold, slices, mentions } = example
  return {
    type: 'example',
    source,
    gold,
    ...(output && flat(output)),
    slices,
    mentions: mentions.map((mention, place) => ({ ...mention, label: output?.mentions[place]?.label })),
  }
}

function flat({ system: _, mentions, ...output }: JudgedOutput) {
  return { ...output, labels: mentions.map(({ label }) => label), places: mentions.map(({ start, end }) => ({ start, end })) }
}
