import type { FinishReason } from '../../../shared/finish-reason'
import type { Edit } from '../../../shared/resolution'
import { compare } from '../../alignment/edits'
import { isContentWord } from '../../alignment/references'
import { isWord, type Token, tokenize } from '../../alignment/tokens'

/** Why an answer is no rewrite of its text. */
export type AnswerFault =
  /** The model ran out of room. */
  | 'cut'
  | 'empty'
  /** Far longer or shorter than its text. */
  | 'length'
  /** Words outside of references were lost or changed. */
  | 'unfaithful'
  /** A sentence, or more than a few words, came in. */
  | 'added'

/** What is made of an answer: the text that is taken, with the source's own white space, or why it is not. */
export type Verdict = { readonly taken: string; readonly fault: null } | { readonly fault: AnswerFault }

/** Share of the tokens outside of references that may be lost and that may come in; a few always may. */
const [mostLost, mostAdded, always] = [0.2, 0.1, 3]
/** Most tokens that one place may gain where no reference stood, and that a name may have. */
const [longestAddition, longestName] = [5, 12]

/**
 * Whether an answer is a rewrite of a text: whole, of a like length, and the same outside of the references it replaced, but for a few
 * words. Which names it chose is not judged.
 */
export function judgeAnswer(source: string, output: string, finishReason: FinishReason): Verdict {
  if (finishReason === 'length') return { fault: 'cut' }
  const answer = output.trim()
  if (answer === '') return { fault: 'empty' }
  if (answer.length > 2 * source.length + 100 || answer.length < source.length / 2 - 20) return { fault: 'length' }
  const { edits } = compare(source, answer)
  let [outside, lost, added] = [tokenize(source).length, 0, 0]
  for (const edit of edits) {
    const [before, after] = [tokenize(edit.before), tokenize(edit.after)]
    if (edit.kind === 'changed') {
      const gained = after.length - before.length
      if (gained > longestAddition || endsIn(after) > endsIn(before)) return { fault: 'added' }
      if (endsIn(before) > endsIn(after) && wordsIn(before) > wordsIn(after) + 1) return { fault: 'unfaithful' }
      lost += before.length
      added += after.length
    } else {
      outside -= before.length
      if (after.length > longestName || holdsSentence(after) || repeats(after)) return { fault: 'added' }
    }
  }
  if (lost > Math.max(always, mostLost * outside) || lost > outside / 2) return { fault: 'unfaithful' }
  if (added > Math.max(always, mostLost * outside) || added - lost > Math.max(always, mostAdded * outside)) return { fault: 'added' }
  return { taken: withSpacingOf(answer, edits), fault: null }
}

/**
 * The answer with the source's white space around what was changed: models write paragraphs as one. What came in or was left out keeps its
 * own.
 */
function withSpacingOf(answer: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let from = 0
  for (const { before, after, outputStart, outputEnd } of edits) {
    const [own, written] = [before.trim(), after.trim()]
    pieces.push(answer.slice(from, outputStart))
    from = outputEnd
    if (own === '' && written === '') pieces.push(before)
    else if (own === '' || written === '') pieces.push(after)
    else pieces.push(before.slice(0, before.indexOf(own)), written, before.slice(before.indexOf(own) + own.length))
  }
  return pieces.join('') + answer.slice(from)
}

function endsIn(tokens: readonly Token[]): number {
  return tokens.filter(({ key }) => /^[.!?…]$/.test(key)).length
}

/** Whether a name has the end of a sentence in it; the full stop of `Mr.` and `J.` is none. */
function holdsSentence(tokens: readonly Token[]): boolean {
  return tokens.some(({ key }, place) => /^[.!?…]$/.test(key) && !/^\p{Lu}/u.test(tokens[place - 1]?.key ?? ''))
}

/** Whether a name says a word twice that carries content: a model that loops does. */
function repeats(tokens: readonly Token[]): boolean {
  const words = tokens.filter(isContentWord).map(({ folded }) => folded)
  return words.length > 2 && new Set(words).size < words.length
}

function wordsIn(tokens: readonly Token[]): number {
  return tokens.filter(isWord).length
}
