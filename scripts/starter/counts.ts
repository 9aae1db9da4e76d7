import { type MarkedReference, type MarkedText, phenomenaOf } from '../../electron/core/growing/marked-text'
import { genres, type StarterRow, shown } from './rows'
import { countSentences } from './sentences'

/** A name and how many there are of it. */
export type Count = readonly [what: string, count: number]

const words = (text: string) => text.split(/\s+/).length
const matching = (rows: readonly StarterRow[], pattern: RegExp) => rows.filter(({ marked }) => pattern.test(marked.source)).length

/** Rows, words and references by genre. */
export function countsByGenre(rows: readonly StarterRow[]): readonly (readonly [genre: string, ...counts: number[]])[] {
  const counted = (name: string, of: readonly StarterRow[]) => {
    const references = of.map(({ marked }) => marked.references.length)
    return [
      name,
      of.length,
      sum(of.map(({ marked }) => words(marked.source))),
      sum(of.map(({ marked }) => words(marked.rewrite))),
      sum(references),
      references.filter((count) => count === 0).length,
    ] as const
  }
  return [
    ...[...genres].sort().map((genre) =>
      counted(
        genre,
        rows.filter((row) => row.genre === genre),
      ),
    ),
    counted('all', rows),
  ]
}

/** References by what they are an example of; one reference may be of several kinds. */
export function countsByPhenomenon(rows: readonly StarterRow[]): readonly Count[] {
  const all = rows.flatMap(({ marked }) => phenomenaOf(marked).map((found, index) => ({ found, reference: referenceAt(marked, index) })))
  const such = (of: (each: (typeof all)[number]) => boolean) => all.filter(of).length
  const pronoun = (pattern: RegExp) => such(({ found, reference }) => found.includes('pronoun') && pattern.test(reference.text))
  return [
    ['he, she, they as a subject', pronoun(/^(?:he|she|they)$/i)],
    ['him, her, them', pronoun(/^(?:him|her|them)$/i)],
    ['it', pronoun(/^it$/i)],
    ['possessive pronoun', such(({ found }) => found.includes('possessive'))],
    ['descriptive reference', such(({ found }) => found.includes('descriptive'))],
    ['plural pronoun', such(({ found }) => found.includes('plural'))],
    ['replaced by several names (Ana and Tom)', such(({ reference }) => / and /.test(reference.replacement))],
    ['cataphora', such(({ found }) => found.includes('cataphora'))],
  ]
}

/** Rows by what they show beside their references. */
export function countsByRow(rows: readonly StarterRow[]): readonly Count[] {
  const described: Readonly<Record<(typeof shown)[number], string>> = {
    candidates: 'several candidates of one class, the context decides',
    nested: "nested possessive (its chairman's son)",
    'singular they': 'singular they',
  }
  return [
    ...shown.map((what): Count => [described[what], rows.filter(({ shows }) => shows.includes(what)).length]),
    ['a pronoun kept on purpose (pleonastic it, idioms)', rows.filter(({ keeps }) => keeps.length > 0).length],
    ['a quotation', matching(rows, /["\u201c]/)],
    ['a reflexive', matching(rows, /\b(?:him|her|it|them)sel(?:f|ves)\b/i)],
    ['I, you or we outside a quotation', rows.filter(({ marked }) => firstPerson.test(unquoted(marked.source))).length],
    ['curly quotation marks and apostrophes', rows.filter(({ marked }) => /[\u2018-\u201d]/.test(marked.source + marked.rewrite)).length],
  ]
}

/** Rows by their number of sentences, fewest first. */
export function countsBySentences(rows: readonly StarterRow[]): readonly Count[] {
  const counts = new Map<number, number>()
  for (const { marked } of rows) counts.set(countSentences(marked.source), (counts.get(countSentences(marked.source)) ?? 0) + 1)
  return [...counts].sort(([one], [other]) => one - other).map(([sentences, count]): Count => [String(sentences), count])
}

const firstPerson = /\b(?:I|me|my|mine|we|us|our|ours|you|your|yours)\b/i
const unquoted = (text: string) => text.replace(/"[^"\n]*"|\u201c[^\u201d\n]*\u201d/g, '')
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function referenceAt({ references }: MarkedText, index: number): MarkedReference {
  const reference = references[index]
  if (reference === undefined) throw new Error(`No reference ${index}.`)
  return reference
}
