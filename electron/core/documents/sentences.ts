/** A stretch of a text, in UTF-16 units, end exclusive. */
export type Stretch = { readonly start: number; readonly end: number }

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
const before = '(?:^|[\\s(\\[“"\'‘])'
const after = '\\.["”’)\\]]*\\s*$'
/** No sentence ends after a title, an initial or what introduces something. */
const neverEnds = new RegExp(
  `${before}(?:[Mm](?:r|rs|s|t)|[Dd]r|[Pp]rof|[Ss]t|[Gg]en|[Gg]ov|[Ss]en|[Rr]ep|[Rr]ev|[Hh]on|[Cc]apt|[Cc]ol|[Ll]t|[Ss]gt|vs|cf|approx|e\\.g|i\\.e|viz|(?!I\\.)\\p{Lu})${after}`,
  'u',
)
/** Nor after these, before a number. */
const beforeNumbers = new RegExp(`${before}(?:nos?|figs?|vol|pp?|ch|sec|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)${after}`, 'iu')
/** After these one may end. */
const mayEnd = new RegExp(`${before}(?:inc|corp|ltd|co|bros|jr|sr|al|etc|ave|blvd|rd|dept|(?:\\p{L}\\.)+\\p{L})${after}`, 'iu')
/** It does where a word follows that stands at the head of sentences. */
const headOfSentence =
  /^\s*["“‘(]?(?:The|This|That|These|Those|There|It|Its|He|His|She|Her|They|Their|We|Our|You|I|In|On|At|But|And|So|Yet|However|Then|After|Before|When|While|If|For|As|A|An)\b/
/** How far back from an end is looked, in UTF-16 units: what never ends must not be read again at each of its lines. */
const lookBack = 200
const windowLength = 4000
const endsSentence = /[.!?…]["”’»)\]]*\s*$/

/**
 * The sentences of a text, without the white space around them. A line break inside a paragraph ends none, and an abbreviation only where
 * what follows reads like a new sentence.
 */
export function sentencesOf(text: string): readonly Stretch[] {
  const sentences: Stretch[] = []
  let start = 0
  for (const end of endsIn(text)) {
    if (end < text.length && goesOn(text.slice(Math.max(start, end - lookBack), end), text.slice(end, end + 40))) continue
    push(sentences, text, start, end)
    start = end
  }
  push(sentences, text, start, text.length)
  return sentences
}

/** Where the segmenter ends sentences. It takes far longer for each the longer its text is, so it is given one window after the other. */
function* endsIn(text: string): Generator<number> {
  let start = 0
  let width = windowLength
  while (start < text.length) {
    const windowEnd = Math.min(text.length, start + width)
    // What follows an end decides whether it is one.
    const sure = windowEnd === text.length ? windowEnd : windowEnd - lookBack
    let last = start
    for (const { index, segment } of segmenter.segment(text.slice(start, windowEnd))) {
      const end = start + index + segment.length
      if (end > sure) break
      yield end
      last = end
    }
    width = last === start ? 2 * width : windowLength
    start = last
  }
}

function goesOn(soFar: string, rest: string): boolean {
  if (/\n[^\S\n]*\n\s*$/.test(soFar) || (soFar.endsWith('\n') && /^[^\S\n]*\n/.test(rest))) return false
  if (soFar.endsWith('\n')) {
    // A list has lines of its own.
    if (/^\s*(?:[-*•]|\d+[.)])\s/.test(rest)) return false
    if (!endsSentence.test(soFar)) return true
  }
  // “Stop!” he said.
  if (/^\s*\p{Ll}/u.test(rest) || neverEnds.test(soFar)) return true
  if (beforeNumbers.test(soFar)) return /^\s*\d/.test(rest)
  return mayEnd.test(soFar) && !headOfSentence.test(rest)
}

function push(sentences: Stretch[], text: string, from: number, to: number): void {
  const raw = text.slice(from, to)
  const start = from + (raw.length - raw.trimStart().length)
  const end = to - (raw.length - raw.trimEnd().length)
  if (start < end) sentences.push({ start, end })
}
