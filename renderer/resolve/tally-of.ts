import type { Rewrite } from '../../electron/shared/resolution'
import { wordTokens } from '../text/word-diff'

/** How many changes of each kind a rewrite makes. */
export type Counts = {
  readonly resolved: number
  /** References that became words which the source lacks. */
  readonly invented: number
  /** Other changes, those of white space among them. */
  readonly changed: number
  /** Words of the source that were changed or left out, and words that were added. */
  readonly changedWords: number
  readonly kept: number
}

/** Counts a rewrite's changes. A change counts its words: those that went, or those that came where none went. */
export function tallyOf({ edits, leftAsIs }: Rewrite): Counts {
  const words = (text: string) => wordTokens(text).filter((token) => /[\p{L}\p{N}]/u.test(token)).length
  const changed = edits.filter((edit) => edit.kind === 'changed')
  return {
    resolved: edits.filter((edit) => edit.kind === 'resolved').length,
    invented: edits.filter((edit) => edit.kind === 'newWords').length,
    changed: changed.length,
    changedWords: changed
      .filter(({ before, after }) => before.trim() !== '' || after.trim() !== '')
      .reduce((sum, { before, after }) => sum + Math.max(1, words(before) === 0 ? words(after) : words(before)), 0),
    kept: leftAsIs.length,
  }
}
