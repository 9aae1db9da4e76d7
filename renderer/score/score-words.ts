import type { Difference, Interval, PairedResult, PairOutcome, Scorecard, SliceName, SystemName } from '../../electron/shared/scorecard'
import { count, percent, rate } from '../text/format'

/** What a system is called at the head of a column. */
export const systemWords: Readonly<Record<SystemName, string>> = {
  base: 'base',
  best: 'tuned',
  last: 'tuned, last weights',
  output: 'rewrites',
  other: 'the others',
  copy: 'unchanged',
  nearest: 'nearest name',
}

/** What a column stands for. */
export const systemHints: Readonly<Record<SystemName, string>> = {
  base: 'The base model',
  best: 'The run’s best weights',
  last: 'The run’s last weights',
  output: 'The rewrites of the file',
  other: 'The other rewrites of the file',
  copy: 'The same texts handed back unchanged',
  nearest: 'A rule: every pronoun becomes the nearest name before it that agrees',
}

export const outcomeWords: Readonly<Record<PairOutcome, string>> = {
  broken: 'broken',
  'still-wrong': 'still wrong',
  fixed: 'fixed',
  'both-right': 'right before and after',
}

export const sliceWords: Readonly<Record<SliceName, string>> = {
  subject: 'he, she, they as subject',
  object: 'him, her, them as object',
  possessive: 'possessives',
  it: 'it',
  they: 'they',
  descriptive: 'descriptions: “the company”',
  nested: 'one within another',
  'one-candidate': 'one name that agrees',
  'several-candidates': 'several names that agree',
  'one-sentence': 'texts of one sentence',
  'two-sentences': 'of two sentences',
  'three-sentences': 'of three',
  'more-sentences': 'of more',
  'nothing-to-resolve': 'texts with nothing to resolve',
}

const order: readonly SystemName[] = ['copy', 'nearest', 'base', 'other', 'output', 'last', 'best']

/** Systems from the one of which the least is expected to the one of which the most is. */
export const inOrder = <T extends { readonly system: SystemName }>(systems: readonly T[]): readonly T[] =>
  systems.toSorted((one, other) => order.indexOf(one.system) - order.indexOf(other.system))

/** One line of the scorecard. */
export type ScoreLine = {
  readonly name: string
  readonly hint: string
  readonly of: (card: Scorecard) => string
  /** Its 95 % interval, where it is a proportion. */
  readonly interval?: (card: Scorecard) => Interval
}

export const scoreLines: readonly ScoreLine[] = [
  {
    name: 'references resolved',
    hint: 'Written out as they should be, of all that there are',
    of: (card) => `${count(card.correct)} of ${count(card.mentions)}`,
    interval: ({ intervals }) => intervals.recall,
  },
  {
    name: 'right, in another form',
    hint: 'The right name with a wrong possessive, or another name of the same',
    of: (card) => count(card.form),
  },
  { name: 'left as they were', hint: 'References that should have been written out', of: (card) => count(card.missed) },
  {
    name: 'wrong, invented, deleted',
    hint: 'Written out as somebody else of the text; as a name that the text does not have; gone',
    of: (card) => `${count(card.wrong)}, ${count(card.invented)}, ${count(card.deleted)}`,
  },
  {
    name: 'wrong-entity rate',
    hint: 'Wrong and invented ones, of all references that were written out',
    of: (card) => percent(card.wrongEntityRate),
    interval: ({ intervals }) => intervals.wrongEntityRate,
  },
  {
    name: 'edits that were right',
    hint: 'Of everything that was changed, in the references and elsewhere',
    of: (card) => percent(card.precision),
    interval: ({ intervals }) => intervals.precision,
  },
  { name: 'mention F1', hint: 'One figure for finding and resolving references: 0 to 1', of: (card) => rate(card.f1) },
  {
    name: 'other words untouched',
    hint: 'Share of the words outside references that no edit touched',
    of: (card) => percent(card.untouched),
  },
  {
    name: 'texts all right',
    hint: 'Every word as in the gold rewrite',
    of: (card) => `${count(card.perfectTexts)} of ${count(card.texts)}`,
    interval: ({ intervals }) => intervals.perfectTexts,
  },
  {
    name: 'texts with a name of their own',
    hint: 'A name or a number that the source does not have',
    of: (card) => count(card.inventedNames),
    interval: ({ intervals }) => intervals.inventedNames,
  },
  {
    name: 'cut, empty, announced',
    hint: 'Rewrites that ran out of room, are empty, or begin with chatter',
    of: (card) => `${count(card.truncated)}, ${count(card.empty)}, ${count(card.preambled)}`,
  },
]

/** An interval as percentages: "62–81 %". */
export const intervalWords = ({ low, high }: Interval): string => `${Math.round(low * 100)}–${Math.round(high * 100)} %`

/** How much a measure changed, with what chance alone would give: "+0.29 (0.21 to 0.36), p < 0.001". */
export function differenceWords({ value, low, high, p }: Difference): string {
  const signed = (number: number) => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(2)}`
  return `${signed(value)} (${signed(low)} to ${signed(high)}), ${probabilityWords(p)}`
}

/** A probability as it is written: three digits, never nought. */
export const probabilityWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** What became better and worse, in a sentence for each. */
export function pairWords({ f1, texts, mentions }: PairedResult): readonly string[] {
  return [
    `Mention F1 ${differenceWords(f1)}, by 2,000 resamples of the texts.`,
    `${count(mentions.fixed)} references fixed and ${count(mentions.broken)} broken, ${probabilityWords(mentions.p)}; ` +
      `${count(texts.fixed)} texts fixed and ${count(texts.broken)} broken, ${probabilityWords(texts.p)} (exact McNemar test).`,
  ]
}
