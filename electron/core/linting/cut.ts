import { type Hunk, hunksBetween } from '../alignment/hunks'
import { isWord, type Token } from '../alignment/tokens'

const mostTried = 12
// How much dearer, in left-out tokens, cutting the end may be than leaving out words here and there.
const leniency = 2.5

/** Where two texts differ, and what a rewrite that was cut lacks at its end: a hunk by itself, or null. */
export type CutAlignment = { readonly hunks: readonly Hunk[]; readonly cut: Hunk | null }

/**
 * Aligns a source with a rewrite that may end before it does: where leaving out the end of the source explains the rewrite about as well as the
 * cheapest alignment does, that is what happened.
 */
export function alignCut(source: readonly Token[], output: readonly Token[]): CutAlignment {
  const hunks = hunksBetween(source, output)
  const whole = costOf(hunks)
  let best: CutAlignment = { hunks, cut: null }
  if (whole === 0 || output.length === 0) return best
  let lowest = whole + leniency
  for (const end of endsIn(source, output)) {
    const [from, outputFrom] = isBeginning(output.at(-1), source[end - 1]) ? [end - 1, output.length - 1] : [end, output.length]
    const shorter = hunksBetween(source.slice(0, from), output.slice(0, outputFrom))
    const cost = costOf(shorter) + source.length - from
    if (cost > lowest || (cost === lowest && best.cut !== null)) continue
    best = { hunks: shorter, cut: { from, to: source.length, outputFrom, outputTo: output.length } }
    lowest = cost
  }
  return best
}

function isBeginning(part: Token | undefined, word: Token | undefined): boolean {
  return (
    part !== undefined &&
    word !== undefined &&
    isWord(part) &&
    part.folded.length < word.folded.length &&
    word.folded.startsWith(part.folded)
  )
}

/** Where the source may have been cut: at the sentence at which the output ends, or in the middle of one, at the word with which it ends. */
function endsIn(source: readonly Token[], output: readonly Token[]): readonly number[] {
  const last = output.at(-1)
  if (last === undefined) return []
  if (!isWord(last) && isEnd(last)) {
    const end = sentenceEnds(source)[sentenceEnds(output).length - 1]
    return end === undefined || end === source.length ? [] : [end]
  }
  if (!isEnd(source.at(-1) ?? last)) return []
  const ends = source.flatMap((token, position) => (token.folded === last.folded || isBeginning(last, token) ? [position + 1] : []))
  // The last words may be the beginning of a name that stands for one pronoun.
  for (const back of [2, 3, 4]) {
    const known = output[output.length - back]
    if (known !== undefined) ends.push(...source.flatMap((token, position) => (token.folded === known.folded ? [position + 2] : [])))
  }
  const likely = [...new Set(ends)].filter((end) => end < source.length)
  const nearest = likely.sort((one, other) => Math.abs(one - output.length) - Math.abs(other - output.length)).slice(0, mostTried)
  return nearest.sort((one, other) => one - other)
}

/** Positions behind the last token of each sentence. */
function sentenceEnds(tokens: readonly Token[]): readonly number[] {
  const ends: number[] = []
  let starts = true
  for (let position = tokens.length - 1; position >= 0; position--) {
    const token = tokens[position]
    if (token === undefined) continue
    if (starts && isEnd(token)) ends.push(position + 1)
    if (isWord(token)) starts = token.startsSentence
  }
  return ends.reverse()
}

function isEnd(token: Token): boolean {
  return /^[.!?\u2026]$/.test(token.key)
}

function costOf(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, { from, to, outputFrom, outputTo }) => {
    const [left, added] = [to - from, outputTo - outputFrom]
    return sum + Math.abs(left - added) + 1.6 * Math.min(left, added)
  }, 0)
}
