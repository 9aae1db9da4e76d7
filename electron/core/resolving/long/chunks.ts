import { type Stretch, sentencesOf } from '../../documents/sentences'
import type { Measure } from './measures'

/** Share of the budget below which paragraphs are short: what a text is taught with is seldom made of several. */
const shortShare = 1 / 3

/**
 * A text in parts that are asked about one by one: together they are the whole text, each with the white space after it (the first with
 * that before it, too). They have at most `budget` and are whole paragraphs, several while they are short; of a paragraph that is longer
 * they are whole sentences, and a sentence that is longer by itself is cut, after a comma or between words where it can be. [] for ''.
 */
export function chunksOf(text: string, budget: number, measure: Measure): readonly Stretch[] {
  const chunks: Stretch[] = []
  let open: Stretch | null = null
  for (const unit of unitsOf(text, budget, measure)) {
    if (open !== null && joins(text, open, unit, budget, measure)) open = { start: open.start, end: unit.end }
    else {
      if (open !== null) chunks.push(open)
      open = unit
    }
  }
  if (open !== null) chunks.push(open)
  return tiles(text, chunks)
}

/** A chunk in two, at the end of the sentence nearest to its middle; null where it is one sentence. */
export function halvesOf(text: string, { start, end }: Stretch): readonly [Stretch, Stretch] | null {
  const own = sentencesOf(text.slice(start, end))
  const middle = (end - start) / 2
  let best: number | null = null
  for (const sentence of own.slice(1)) {
    if (best === null || Math.abs(sentence.start - middle) < Math.abs(best - middle)) best = sentence.start
  }
  if (best === null) return null
  return [
    { start, end: start + best },
    { start: start + best, end },
  ]
}

/** Paragraphs; sentences of those that are too long, and parts of sentences that are. */
function* unitsOf(text: string, budget: number, measure: Measure): Generator<Stretch> {
  for (const paragraph of paragraphsOf(text)) {
    const [start, end] = [paragraph[0]?.start ?? 0, paragraph.at(-1)?.end ?? 0]
    if (measure(text.slice(start, end)) <= budget) yield { start, end }
    else for (const sentence of paragraph) yield* piecesOf(text, sentence, budget, measure)
  }
}

/** The sentences of each paragraph. */
function* paragraphsOf(text: string): Generator<readonly Stretch[]> {
  let open: Stretch[] = []
  for (const sentence of sentencesOf(text)) {
    const last = open.at(-1)
    if (last && endsParagraph(text.slice(last.end, sentence.start))) {
      yield open
      open = []
    }
    open.push(sentence)
  }
  if (open.length > 0) yield open
}

function endsParagraph(gap: string): boolean {
  return /\n[^\S\n]*\n/.test(gap)
}

function* piecesOf(text: string, { start, end }: Stretch, budget: number, measure: Measure): Generator<Stretch> {
  let from = start
  while (from < end) {
    const to = cutPlace(text, from, end, budget, measure)
    yield { start: from, end: to }
    from = to + (/^\s*/.exec(text.slice(to, to + 1000))?.[0].length ?? 0)
  }
}

function joins(text: string, open: Stretch, next: Stretch, budget: number, measure: Measure): boolean {
  if (measure(text.slice(open.start, next.end)) > budget) return false
  return !endsParagraph(text.slice(open.end, next.start)) || measure(text.slice(open.start, open.end)) < shortShare * budget
}

/** Where a unit that begins at `from` ends: at `end` where all of it fits. At least one character goes on. */
function cutPlace(text: string, from: number, end: number, budget: number, measure: Measure): number {
  const fits = (to: number) => measure(text.slice(from, to)) <= budget
  let high = from + 64
  while (high < end && fits(high)) high = from + 2 * (high - from)
  if (high >= end && fits(end)) return end
  let low = from + 1
  high = Math.min(high, end)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  const longest = text.slice(from, low)
  const clause = /^[\s\S]*[,;:)\]—–](?=\s)/.exec(longest)?.[0].length ?? 0
  if (clause > longest.length / 2) return from + clause
  const words = /^[\s\S]*\S(?=\s)/.exec(longest)?.[0].length ?? 0
  if (words > 0) return from + words
  return low + (isInsidePair(text, low) ? (low - from > 1 ? -1 : 1) : 0)
}

function isInsidePair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
}

function tiles(text: string, chunks: readonly Stretch[]): readonly Stretch[] {
  if (chunks.length === 0) return text === '' ? [] : [{ start: 0, end: text.length }]
  return chunks.map(({ start }, index) => ({ start: index === 0 ? 0 : start, end: chunks[index + 1]?.start ?? text.length }))
}
