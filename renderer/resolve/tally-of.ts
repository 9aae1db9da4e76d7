import type { Rewrite } from '../../electron/shared/resolution'
import { wordTokens } from '../text/word-diff'

/** How many changes of each kind a rewrite makes. */
export type Counts = {
  readonly resolved: number
  /** References that became words which the source lacks. */
  readonly invented: number
  /** Words of the source that were changed or left out, and words that were added. */
  readonly changedWords: number
  readonly kept: number
}

/** Counts a rewrite's changes. A change counts its words: those that went, or those that came where none went. */
export function tallyOf({ edits, leftAsIs }: Rewrite): Counts {
  const words = (text: string) => wordTokens(text).filter((token) => /[\p{L}\p{N}]/u.test(token)).length
  return {
    resolved: edits.filter((edit) => edit.kind === 'resolved').length,
    invented: edits.filter((edit) => edit.kind === 'newWords').length,
    changedWords: edits
      .filter((edit) => edit.kind === 'changed')
      .reduce((sum, edit) => sum + Math.max(1, words(edit.before) === 0 ? words(edit.after) : words(edit.before)), 0),
    kept: leftAsIs.length,
  }
}
