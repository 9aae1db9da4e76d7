import type { GapResult } from '../core/benchmarks/judging-gap'
import { countedShare, f1Words, systemWords } from '../shared/score-words'

/** Scores on GAP beside each other, as lines of text. */
export function gapTable({ data, systems }: GapResult): string {
  const rows: readonly (readonly [string, (system: GapResult['systems'][number]['score']) => string])[] = [
    ['F1, overall', ({ overall }) => f1Words(overall.f1)],
    ['  precision', ({ overall }) => found(overall.truePositives, overall.falsePositives)],
    ['  recall', ({ overall }) => found(overall.truePositives, overall.falseNegatives)],
    ['F1, masculine', ({ masculine }) => f1Words(masculine.f1)],
    ['F1, feminine', ({ feminine }) => f1Words(feminine.f1)],
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

function found(right: number, not: number): string {
  return countedShare(right, right + not)
}
