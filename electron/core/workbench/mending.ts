import type { ProblemCode } from '../../shared/dataset'
import { fromWindows1252 } from '../files/windows-1252'
import { applyMend } from '../linting/finding'
import { pathOfTurn } from '../rows/json-places'
import { mendOf } from '../rows/mend-row'
import { withTexts } from '../rows/row-edit'
import type { RowContent, RowFormat } from '../rows/row-format'
import type { Checking } from './checking'
import type { ReadLine } from './read-row'

/** What a row says once a problem is mended; null takes it away, undefined where it cannot be. */
export function mended(checking: Checking, line: ReadLine, code: ProblemCode): string | null | undefined {
  const { raw } = line
  if (!raw.valid) return code === 'bad-encoding' ? fromWindows1252(raw.bytes) : undefined
  const structural = mendOf(code, raw.text, checking.format)
  if (structural) return structural.raw
  let text = raw.text
  // One mend may move the places of the next: each is found anew.
  for (let times = 0; times < 50; times++) {
    const found = checking.findings(times === 0 ? line : checking.lineOf(text)).find((finding) => finding.code === code && finding.mend)
    if (!found?.mend) return times === 0 ? undefined : text
    const now = times === 0 ? line : checking.lineOf(text)
    const side = now.texts[found.mend.side]
    const whole = side && turnText(now.content, side.turn)
    if (!side || whole == null) return undefined
    const changed = whole.slice(0, side.start) + applyMend(side.text, found.mend)
    const next = withTexts(text, [{ path: pathOfTurn(checking.format, side.turn), text: changed }])
    if (next === null || next === text) return times === 0 ? undefined : text
    text = next
  }
  return text
}

/** The text of a row's turn; null where it has no such turn. */
export function turnText(content: RowContent | null, turn: number): string | null {
  if (content === null) return null
  return 'text' in content ? content.text : (content.messages[turn]?.content ?? null)
}

/** A row with another text as one of its turns. Null where it has no such turn. */
export function withTurn(raw: string, format: RowFormat, turn: number, text: string): string | null {
  return withTexts(raw, [{ path: pathOfTurn(format, turn), text }])
}
