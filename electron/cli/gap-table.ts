import { percent, systemWords } from '../core/evaluating/evaluation-words'
import type { GapMeasures, GapResult } from '../shared/benchmark'

/** Scores on GAP beside each other, as lines of text. */
export function gapTable({ data, systems }: GapResult): string {
  const rows: readonly (readonly [string, (system: GapResult['systems'][number]['score']) => string])[] = [
    ['F1, overall', ({ overall }) => percent(overall.f1)],
    ['  precision', ({ overall }) => found(overall.precision, overall.truePositives, overall.falsePositives)],
    ['  recall', ({ overall }) => found(overall.recall, overall.truePositives, overall.falseNegatives)],
    ['F1, masculine', ({ masculine }) => percent(masculine.f1)],
    ['F1, feminine', ({ feminine }) => percent(feminine.f1)],
    ['bias (feminine / masculine)', ({ bias }) => (bias === null ? '–' : bias.toFixed(2))],
  ]
  const line = (cells: readonly string[]) => cells.map((cell, column) => (column === 0 ? cell.padEnd(28) : cell.padStart(20))).join('')
  const [first] = systems
  const heads = line([`${first?.score.overall.texts ?? 0} texts`, ...systems.map(({ system }) => systemWords[system])])
  return [
    `GAP, ${data}: whom each labelled pronoun became`,
    heads,
    ...rows.map(([name, show]) => line([name, ...systems.map(({ score }) => show(score))])),
  ].join('\n')
}

function found(rate: number, right: GapMeasures['truePositives'], not: number): string {
  return `${right}/${right + not}  ${percent(rate)}`
}
