import {
  countedShare,
  discordanceWords,
  f1Difference,
  f1Words,
  intervalWords,
  measures,
  projectedMeasures,
  shareDifference,
  sliceWords,
  systemWords,
} from '../shared/score-words'
import type { Comparison, PairedResult, SliceResult } from '../shared/scorecard'

/** Scorecards beside each other, as lines of text: counts and rates, with the 95 % interval of each proportion under it. */
export function scorecardTable(systems: Comparison['systems']): string {
  const rows = measures.flatMap(({ name, figure, interval }) => {
    const intervals = systems.map(({ card }) => interval(card))
    const figures = [name, ...systems.map(({ card }) => figure(card))]
    // Of what never happens the count says enough.
    const never = figures.slice(1).every((shown) => shown.startsWith('0/'))
    return never || intervals.every((one) => one === null)
      ? [figures]
      : [figures, ['', ...intervals.map((one) => (one === null ? '' : intervalWords(one)))]]
  })
  const projected = projectedMeasures
    .filter(() => systems.some((system) => system.projected !== null))
    .map(({ name, of }) => [name, ...systems.map((system) => (system.projected === null ? '' : f1Words(of(system.projected))))])
  return table([['', ...systems.map(({ system }) => systemWords[system])], ...rows, ...projected])
}

/** What each system has right of every slice, as lines of text; of texts with nothing to resolve, those left as they should be. */
export function sliceTable(slices: readonly SliceResult[]): string {
  const systems = slices[0]?.systems.map(({ system }) => systemWords[system]) ?? []
  const rows = slices.map(({ slice, mentions, texts, systems: results }) => [
    sliceWords[slice],
    ...results.map(({ correct, perfectTexts }) => (mentions === 0 ? countedShare(perfectTexts, texts) : countedShare(correct, mentions))),
  ])
  return table([['resolved, by slice', ...systems], ...rows])
}

/** Two systems on the same texts, as lines of text. */
export function pairLines({ before, after, ...pair }: PairedResult): string {
  return [
    `${systemWords[after]} against ${systemWords[before]}, on the same texts:`,
    `  mention F1 ${f1Difference(pair.f1)};  recall ${shareDifference(pair.recall)};  precision ${shareDifference(pair.precision)}`,
    `  references: ${discordanceWords(pair.mentions)}`,
    `  texts: ${discordanceWords(pair.texts)}`,
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const widths = (rows[0] ?? []).map((_, column) => width(column))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : `   ${cell.padStart(widths[column] ?? 0)}`)).join('')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}
