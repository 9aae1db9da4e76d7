import { StudioError } from '../../shared/errors'
import { compare, type SourceComparison } from '../alignment/edits'
import { entityKey } from '../alignment/entities'
import { tokenize } from '../alignment/tokens'

/** How well pronouns were resolved to the names they stand for, counted over names as GAP does. */
export type GapMeasures = {
  /** Texts, each with one pronoun and two names. */
  readonly texts: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** One system's score on GAP. */
export type GapScore = {
  readonly overall: GapMeasures
  readonly masculine: GapMeasures
  readonly feminine: GapMeasures
  /** Feminine F1 over masculine F1; null where the latter is 0. */
  readonly bias: number | null
}

/** A span of a text, UTF-16. */
type Span = { readonly start: number; readonly end: number }
type GapName = Span & { readonly text: string; readonly isAntecedent: boolean }

/** One text of GAP: a pronoun, two names, and which of them it stands for, if any. */
export type GapExample = {
  readonly id: string
  readonly text: string
  readonly pronoun: Span
  readonly gender: 'masculine' | 'feminine'
  readonly a: GapName
  readonly b: GapName
}

/** Whether a rewrite puts name A, or name B, in the pronoun's place. */
export type GapAnswer = { readonly a: boolean; readonly b: boolean }

const columns = ['ID', 'Text', 'Pronoun', 'Pronoun-offset', 'A', 'A-offset', 'A-coref', 'B', 'B-offset', 'B-coref'] as const
type Column = (typeof columns)[number]

/** Whether a file's beginning is that of GAP's tab-separated tables. */
export function isGap(text: string): boolean {
  return /^\ufeff?ID\tText\tPronoun\tPronoun-offset\t/.test(text)
}

/**
 * Reads a table of GAP (Webster, Recasens, Axelrod, Baldridge, TACL 2018): tab-separated without quoting, offsets in characters. Throws
 * `bad-input` with the line where a row is none, or where a name does not stand where its offset says.
 */
export function readGap(table: string): readonly GapExample[] {
  const [header = '', ...lines] = table.replace(/^\ufeff/, '').split(/\r?\n/)
  const places = new Map(header.split('\t').map((name, place) => [name, place]))
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const cells = line.split('\t')
    const cell = (name: Column): string => cells[places.get(name) ?? -1] ?? ''
    const example = exampleOf(cell)
    if (example === null)
      throw new StudioError({
        code: 'bad-input',
        message: `Line ${index + 2} is no row of GAP, or its offsets do not fit its text.`,
        hint: `A row has the columns ${columns.join(', ')}.`,
        where: { line: index + 2 },
      })
    return [example]
  })
}

function exampleOf(cell: (name: Column) => string): GapExample | null {
  const text = cell('Text')
  const pronoun = spanOf(text, cell('Pronoun'), cell('Pronoun-offset'))
  const [a, b] = [spanOf(text, cell('A'), cell('A-offset')), spanOf(text, cell('B'), cell('B-offset'))]
  const gender = genderOf(cell('Pronoun'))
  const [isA, isB] = [truthOf(cell('A-coref')), truthOf(cell('B-coref'))]
  if (pronoun === null || a === null || b === null || gender === null || isA === null || isB === null) return null
  return {
    id: cell('ID'),
    text,
    pronoun,
    gender,
    a: { ...a, text: cell('A'), isAntecedent: isA },
    b: { ...b, text: cell('B'), isAntecedent: isB },
  }
}

/** The place of words in a text by their offset in characters, which outside the basic plane are two units. */
function spanOf(text: string, words: string, offset: string): Span | null {
  if (words === '' || !/^\d+$/.test(offset)) return null
  const start = [...text].slice(0, Number(offset)).join('').length
  return text.startsWith(words, start) ? { start, end: start + words.length } : null
}

function genderOf(pronoun: string): GapExample['gender'] | null {
  if (/^(?:he|him|his)$/i.test(pronoun)) return 'masculine'
  return /^(?:she|her|hers)$/i.test(pronoun) ? 'feminine' : null
}

function truthOf(cell: string): boolean | null {
  return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : null
}

/**
 * Reads off a rewrite whom it takes the pronoun for: the words in its place are a name's, or they name an entity of the source that stands at a
 * name's place. A pronoun that was left, or became somebody else, is neither.
 */
export function gapAnswer({ text, pronoun, a, b }: GapExample, output: string): GapAnswer {
  const comparison = compare(text, output)
  const edit = comparison.edits.find(({ start, end }) => start <= pronoun.start && pronoun.end <= end)
  if (edit === undefined) return { a: false, b: false }
  const key = entityKey(tokenize(edit.after))
  const exact = { a: key === entityKey(tokenize(a.text)), b: key === entityKey(tokenize(b.text)) }
  if (exact.a || exact.b || edit.cluster === null) return exact
  const answer = { a: isIn(comparison, edit.cluster, a), b: isIn(comparison, edit.cluster, b) }
  // Both names taken for one entity, as `Larson` and `John Larson`: then nothing is told.
  return answer.a && answer.b ? exact : answer
}

function isIn({ clusters }: SourceComparison, cluster: number, name: Span): boolean {
  return (clusters[cluster]?.mentions ?? []).some(({ start, end }) => start < name.end && name.start < end)
}

/** The measures over all texts and by the pronoun’s gender; `answers` are in the order of the texts. */
export function gapScore(examples: readonly GapExample[], answers: readonly GapAnswer[]): GapScore {
  const of = (gender: GapExample['gender'] | null): GapMeasures => {
    const counts = { texts: 0, truePositives: 0, falsePositives: 0, falseNegatives: 0 }
    for (const [place, example] of examples.entries()) {
      if (gender !== null && example.gender !== gender) continue
      counts.texts++
      for (const name of ['a', 'b'] as const) {
        const [right, said] = [example[name].isAntecedent, answers[place]?.[name] === true]
        if (right && said) counts.truePositives++
        else if (said) counts.falsePositives++
        else if (right) counts.falseNegatives++
      }
    }
    return measuresOf(counts)
  }
  const [masculine, feminine] = [of('masculine'), of('feminine')]
  return { overall: of(null), masculine, feminine, bias: masculine.f1 === 0 ? null : feminine.f1 / masculine.f1 }
}

function measuresOf(counts: Pick<GapMeasures, 'texts' | 'truePositives' | 'falsePositives' | 'falseNegatives'>): GapMeasures {
  const { truePositives, falsePositives, falseNegatives } = counts
  return {
    ...counts,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
