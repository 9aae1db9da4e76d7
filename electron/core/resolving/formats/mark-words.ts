import { answererWords, isBaseAlone } from '../../../shared/answered-by'
import type { MarkedPiece } from './marked-pieces'
import type { ResolvedDocument } from './resolved-document'

/** What a mark says when asked, in plain words. */
export function markTitle(piece: Exclude<MarkedPiece, { readonly kind: 'plain' }>): string {
  switch (piece.kind) {
    case 'mention':
      return `stands for ${piece.entity.name}`
    case 'kept':
      return 'left as it is'
    case 'edit': {
      const { before, kind } = piece.edit
      const was = before.trim() === '' ? 'added' : `was “${before.trim()}”`
      if (kind === 'resolved') return `${was}, stands for ${piece.entity?.name ?? 'a name of the text'}`
      return kind === 'newWords' ? `${was}; the text has no such name` : was
    }
  }
}

/** Small sign behind a mark, so that no colour has to be told apart: the number of its entity, or a question mark for new words. */
export function markSign(piece: MarkedPiece): string {
  switch (piece.kind) {
    case 'plain':
    case 'kept':
      return ''
    case 'mention':
      return String(piece.entity.number)
    case 'edit':
      return piece.edit.kind === 'newWords' ? '?' : piece.entity === null ? '' : String(piece.entity.number)
  }
}

/** What the marks of a document mean and where its entities come from, a sentence each. */
export const legendSentences: readonly string[] = [
  'Struck words were in the text; what follows them was put in their place.',
  'A number tells which entity words stand for; a question mark, that the text has no such name.',
  'Entities are projected from the rewrite: each holds the names and references that the rewrite made one.',
]

/** How many references of a document became a name. */
export function resolvedCount({ edits }: Pick<ResolvedDocument, 'edits'>): number {
  return edits.filter(({ kind }) => kind === 'resolved').length
}

/** Who answered, in one line: every model, run and weights once. */
export function answeredBy({ answers }: Pick<ResolvedDocument, 'answers'>): string {
  const names = answers.map(({ adapter, ...who }) => {
    const words = answererWords(who, adapter?.scale ?? 1)
    return isBaseAlone(who) ? words : `${words}, on ${who.model.name}`
  })
  return [...new Set(names)].join('; ')
}

/** How many answers were cut off at their limit, in words; null where all are whole. */
export function cutAnswers({ answers }: Pick<ResolvedDocument, 'answers'>): string | null {
  const cut = answers.filter(({ finishReason }) => finishReason === 'length').length
  if (cut === 0) return null
  return answers.length === 1
    ? 'The answer was cut at its limit: it is not whole.'
    : `${cut} of ${answers.length} answers were cut at their limit.`
}
