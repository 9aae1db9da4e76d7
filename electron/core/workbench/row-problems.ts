import { type Problem, type ProblemCode, severityOf } from '../../shared/dataset'
import type { Finding } from '../linting/finding'
import { placed } from '../rows/check-row'
import { pathOfTurn, spanInTurn, treeOf } from '../rows/json-places'
import { mendOf } from '../rows/mend-row'
import type { RowFormat } from '../rows/row-format'
import type { ReadLine } from './read-row'

/** What is wrong with how a row is written, each at its place. `line` from 1. */
export function structureProblems({ raw, faults }: ReadLine, line: number, format: RowFormat): Problem[] {
  const problems = placed(raw.text, faults, line, format)
  // Bytes that are no UTF-8 can be read in another way, which the text alone cannot.
  return raw.valid ? problems : problems.map((problem) => ({ ...problem, mend: windowsLabel }))
}

/** How a line is mended whose bytes are not UTF-8: most such bytes are Windows-1252. */
export const windowsLabel = 'Read it as Windows-1252'

/** Findings about a row's sense, at their places in its line and in its turns. */
export function senseProblems({ raw, texts }: ReadLine, findings: readonly Finding[], line: number, format: RowFormat): Problem[] {
  const tree = findings.length > 0 ? treeOf(raw.text) : undefined
  return findings.flatMap(({ code, message, side, start, end, mend }): Problem[] => {
    const text = texts[side]
    if (!text) return []
    const field = { turn: text.turn, start: text.start + start, end: text.start + end }
    const span = spanInTurn(raw.text, tree, pathOfTurn(format, text.turn), field)
    return [
      {
        code,
        severity: severityOf(code),
        message,
        line,
        column: span.start + 1,
        length: span.end - span.start,
        field,
        mend: mend?.label ?? null,
      },
    ]
  })
}

/** A problem of a row as a whole. */
export function wholeProblem(code: ProblemCode, message: string, { raw }: ReadLine, line: number, format: RowFormat): Problem {
  const mend = mendOf(code, raw.text, format)?.label ?? null
  return { code, severity: severityOf(code), message, line, column: 1, length: 0, field: null, mend }
}

const likeWords: Partial<Record<ProblemCode, (line: number) => string>> = {
  'same-row': (line) => `Row ${line} has the same source and the same rewrite.`,
  'two-rewrites': (line) => `Row ${line} has the same source with another rewrite.`,
  'near-duplicate': (line) => `The source is nearly that of row ${line}.`,
  leak: (line) => `The source is also that of row ${line}, which is on another side of the split.`,
}

/** What a code says of a row that is too much like another; null for other codes. `line` of the other, from 1. */
export function likeMessage(code: ProblemCode, line: number): string | null {
  return likeWords[code]?.(line) ?? null
}
