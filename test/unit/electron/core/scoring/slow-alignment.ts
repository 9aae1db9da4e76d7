import type { GoldAlignment } from '../../../../../electron/core/alignment/mentions'
import type { MentionLabel } from '../../../../../electron/shared/scorecard'

/** All that the cheapest ways to read an output come to: their cost in hundredths, and the labels and outside edits of each. */
export type Reading = { readonly cost: number; readonly results: ReadonlySet<string> }

/** A mention of the small texts: what stands there, its gold words, and the entity that they name. */
type Slot = { readonly source: readonly string[]; readonly gold: readonly string[] }
type Element = string | Slot

const pronouns = /^(?:he|his|it|its)$/
const smallWords = /^(?:then|near|and|'s)$/

/**
 * The slot alignment written a second time, from its description alone: every way to read the output is tried, and those of the lowest cost are
 * kept. For texts of names of one word, in which no word differs from another by its case alone.
 * @param names the names of the text, each an entity of its own
 */
export function slowReading({ source, mentions }: GoldAlignment, output: readonly string[], names: ReadonlySet<string>): Reading {
  const elements: Element[] = []
  for (let position = 0; position < source.length; position++) {
    const mention = mentions.find(({ from }) => from === position)
    if (mention === undefined) elements.push(source[position]?.key ?? '')
    else {
      elements.push({ source: mention.words.map(({ key }) => key), gold: mention.gold.map(({ key }) => key) })
      position = mention.to - 1
    }
  }
  const words = source.map(({ key }) => key)
  const known = new Map<string, Reading>()
  const read = (element: number, at: number): Reading => {
    const key = `${element} ${at}`
    const found = known.get(key) ?? readOn(element, at)
    known.set(key, found)
    return found
  }
  const readOn = (place: number, at: number): Reading => {
    const element = elements[place]
    const word = output[at]
    if (element === undefined && word === undefined) return { cost: 0, results: new Set([';0']) }
    const ways: Reading[] = []
    if (word !== undefined) ways.push(after(100, '', 1, read(place, at + 1)))
    if (typeof element === 'string') {
      ways.push(after(100, '', 1, read(place + 1, at)))
      if (word !== undefined) ways.push(word === element ? read(place + 1, at + 1) : after(150, '', 1, read(place + 1, at + 1)))
    } else if (element !== undefined) {
      for (let length = 0; length <= Math.min(12, output.length - at); length++) {
        const taken = output.slice(at, at + length)
        const { cost, label, added } = fillingOf(element, taken, names, words)
        ways.push(after(cost, label, added, read(place + 1, at + length)))
      }
    }
    const cost = Math.min(...ways.map((way) => way.cost))
    return { cost, results: new Set(ways.filter((way) => way.cost === cost).flatMap(({ results }) => [...results])) }
  }
  return read(0, 0)
}

function after(cost: number, label: MentionLabel | '', edits: number, rest: Reading): Reading {
  const results = [...rest.results].map((result) => {
    const [labels = '', outside = '0'] = result.split(';')
    return `${[label, labels].filter((part) => part !== '').join(' ')};${Number(outside) + edits}`
  })
  return { cost: cost + rest.cost, results: new Set(results) }
}

function fillingOf(
  { source, gold }: Slot,
  words: readonly string[],
  names: ReadonlySet<string>,
  known: readonly string[],
): { readonly cost: number; readonly label: MentionLabel; readonly added: number } {
  const [first = ''] = words
  if (words.length === 0) return { cost: 120, label: 'deleted', added: 0 }
  if (same(words, gold)) return { cost: 0, label: 'correct', added: 0 }
  if (same(words, source)) return { cost: 50, label: 'missed', added: 0 }
  if (names.has(first) && (words.length === 1 || (words.length === 2 && words[1] === "'s")))
    return first === gold[0] ? { cost: 30, label: 'form', added: 0 } : { cost: 60, label: 'wrong', added: 0 }
  const cost = 100 + 45 * words.length
  const added = words.length - gold.length
  if (added > 0 && (same(words.slice(0, gold.length), gold) || same(words.slice(added), gold))) return { cost, label: 'correct', added }
  if (words.length === 1 && pronouns.test(first)) return { cost, label: 'missed', added: 0 }
  return { cost, label: standIn(words, known) ? 'wrong' : 'invented', added: 0 }
}

/** Whether words that are no name stand in the source side by side, and are more than pronouns and small words. */
function standIn(words: readonly string[], known: readonly string[]): boolean {
  const core = words.at(-1) === "'s" ? words.slice(0, -1) : words
  if (core.some((word) => pronouns.test(word)) || core.every((word) => smallWords.test(word))) return false
  return known.some((_, place) => same(known.slice(place, place + core.length), core))
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, place) => word === other[place])
}
