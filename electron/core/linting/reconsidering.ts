import type { JoinedPiece } from '../alignment/edits'
import { type IndexedText, isPossessive } from '../alignment/phrases'
import { isContentWord, isPossessiveMark, isPossessivePronoun, isPronoun } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { agreementOfPhrase, agreementOfPronoun } from './agreement'

/**
 * Pieces with two mistakes of the alignment undone: `He` → `Hana’s` and an added `brother` are `He` → `Hana’s brother`; and where `It was cold. She`
 * became `Ana`, that stands for the pronoun which agrees with it.
 */
export function reconsider(source: IndexedText, output: readonly Token[], pieces: readonly JoinedPiece[]): readonly JoinedPiece[] {
  const reconsidered: JoinedPiece[] = []
  for (const piece of pieces) {
    const last = reconsidered.at(-1)
    if (last?.role === 'pronoun' && last.contraction === undefined && piece.role === 'other' && last.to === piece.from) {
      const together = nested(source, output, last, piece) ?? agreeing(source, output, last, piece)
      if (together !== null) {
        reconsidered.splice(-1, 1, ...together)
        continue
      }
    }
    reconsidered.push(piece)
  }
  return reconsidered
}

function nested(source: IndexedText, output: readonly Token[], pronoun: JoinedPiece, added: JoinedPiece): readonly JoinedPiece[] | null {
  if (added.from !== added.to || added.outputFrom !== pronoun.outputTo) return null
  const [owner, head] = [output.slice(pronoun.outputFrom, pronoun.outputTo), output.slice(added.outputFrom, added.outputTo)]
  const token = source.tokens[pronoun.from]
  if (token === undefined || !isPossessive(owner) || !head.some(isContentWord)) return null
  const known = head.every(
    (word, index) =>
      (isContentWord(word) && source.places.has(word.folded)) || (index === head.length - 1 && isPossessiveMark(word, head[index - 1])),
  )
  const fits = isPossessive(head) ? isPossessivePronoun(token) || token.folded === 'her' : !isPossessivePronoun(token)
  return known && fits ? [{ ...pronoun, outputTo: added.outputTo }] : null
}

function agreeing(source: IndexedText, output: readonly Token[], pronoun: JoinedPiece, left: JoinedPiece): readonly JoinedPiece[] | null {
  const [first, last] = [source.tokens[pronoun.from], source.tokens[left.to - 1]]
  if (left.outputFrom !== left.outputTo || first === undefined || last === undefined || !isPronoun(last) || left.to === left.from)
    return null
  const agreement = agreementOfPhrase(output.slice(pronoun.outputFrom, pronoun.outputTo))
  if ((agreement & agreementOfPronoun(first)) !== 0 || (agreement & agreementOfPronoun(last)) === 0) return null
  return [
    { from: pronoun.from, to: left.to - 1, outputFrom: pronoun.outputFrom, outputTo: pronoun.outputFrom, role: 'other' },
    { from: left.to - 1, to: left.to, outputFrom: pronoun.outputFrom, outputTo: pronoun.outputTo, role: 'pronoun' },
  ]
}
