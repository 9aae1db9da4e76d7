import type { ProblemCode } from '../../shared/dataset'

/** What can be wrong with the sense of a rewrite, seen from its source alone. */
export type SenseCode = Extract<
  ProblemCode,
  | 'pronoun-left'
  | 'invented-entity'
  | 'changed-words'
  | 'nothing-resolved'
  | 'disagreement'
  | 'wrong-possessive'
  | 'truncated-rewrite'
  | 'preamble'
>

/** One of the two texts of a row. */
export type Side = 'source' | 'rewrite'

/** Characters to be replaced: UTF-16 offsets in the text of the side, end exclusive. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string }

/** A change that makes a finding go away. `label` says what it does (`Write “Amazon’s”`); the edits are in order and do not overlap. */
export type Mend = { readonly label: string; readonly side: Side; readonly edits: readonly TextEdit[] }

/** One fault: what is wrong, in one sentence, and the UTF-16 span of its side where it is. */
export type Finding = {
  readonly code: SenseCode
  readonly message: string
  readonly side: Side
  readonly start: number
  readonly end: number
  /** Null where no single change is sure to be right. */
  readonly mend: Mend | null
}

/** The text with a mend's edits made. */
export function applyMend(text: string, mend: Mend): string {
  let mended = ''
  let position = 0
  for (const { start, end, text: words } of mend.edits) {
    mended += text.slice(position, start) + words
    position = end
  }
  return mended + text.slice(position)
}
