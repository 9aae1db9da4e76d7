import { maxLineBytes, type Problem } from '../../shared/dataset'
import { type CheckedRow, checkRow, lineProblem } from './check-row'
import { type DatasetFile, lineText } from './dataset-file'
import type { Line } from './line-index'
import type { RowFormat } from './row-format'

/** Checks one line of a file as it stands there: its bytes first, then what it says. `index` from 0. */
export function checkLine(file: DatasetFile, place: Line, index: number, format: RowFormat): CheckedRow {
  const line = index + 1
  if (place.end - place.start > maxLineBytes) {
    const message = `The line is longer than ${maxLineBytes / 1024 / 1024} MiB.`
    return { content: null, problems: [lineProblem('line-too-long', line, 1, message)] }
  }
  const { text, valid } = lineText(file, place)
  if (!valid) {
    const column = Math.max(0, text.indexOf('\ufffd')) + 1
    return { content: null, problems: [lineProblem('bad-encoding', line, column, 'The line has bytes that are not UTF-8.')] }
  }
  const checked = checkRow(text, line, format)
  if (index > 0 || !file.hasMark) return checked
  const mark: Problem = {
    code: 'byte-order-mark',
    severity: 'warning',
    message: 'The file begins with a byte order mark, which stops other tools.',
    line,
    column: 1,
  }
  return { ...checked, problems: [mark, ...checked.problems] }
}
