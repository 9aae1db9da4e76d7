import type { Scorecard } from '../shared/scorecard'

/** Scorecards beside each other, as lines of text. Rates with their counts. */
export function scorecardTable(columns: Readonly<Record<string, Scorecard>>): string {
  const names = Object.keys(columns)
  const cards = Object.values(columns)
  const rows: readonly (readonly [string, (card: Scorecard) => string])[] = [
    ['references resolved', ({ correct, mentions, recall }) => `${correct}/${mentions}  ${percent(recall)}`],
    ['edits that were right', ({ precision }) => percent(precision)],
    ['mention F1', ({ f1 }) => f1.toFixed(3)],
    ['wrong entity', ({ wrongEntityRate }) => percent(wrongEntityRate)],
    ['untouched text', ({ untouched }) => percent(untouched)],
    ['perfect texts', ({ perfectTexts, texts }) => `${perfectTexts}/${texts}`],
    ['invented names', ({ inventedNames, texts }) => `${inventedNames}/${texts}`],
  ]
  const line = (cells: readonly string[]) => cells.map((cell, column) => (column === 0 ? cell.padEnd(22) : cell.padStart(18))).join('')
  return [line(['', ...names]), ...rows.map(([label, show]) => line([label, ...cards.map(show)]))].join('\n')
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`
}
