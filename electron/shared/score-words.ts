import { count } from './quantities'
import {
  type Difference,
  type Discordance,
  editsOf,
  type Interval,
  type MentionLabel,
  type PairOutcome,
  type Projected,
  type Scorecard,
  type SliceName,
  type SystemName,
  writtenOut,
} from './scorecard'

/** What each system is called in a window, a terminal and a report. */
export const systemWords: Readonly<Record<SystemName, string>> = {
  base: 'base',
  best: 'tuned',
  last: 'tuned, last weights',
  output: 'rewrites',
  other: 'other rewrites',
  copy: 'unchanged',
  nearest: 'nearest name',
}

/** What each system is, in a sentence. */
export const systemHints: Readonly<Record<SystemName, string>> = {
  base: 'The base model',
  best: 'The run’s best weights',
  last: 'The run’s last weights',
  output: 'The rewrites of the file',
  other: 'The other rewrites of the file',
  copy: 'The same texts handed back unchanged',
  nearest: 'A rule: every pronoun becomes the nearest name before it that agrees',
}

/** What each slice holds, in words. */
export const sliceWords: Readonly<Record<SliceName, string>> = {
  subject: 'subjects',
  object: 'objects',
  possessive: 'possessives',
  it: 'it, its',
  they: 'they, them, their',
  descriptive: 'descriptions: “the company”',
  nested: 'one within another',
  'one-candidate': 'one name that agrees',
  'several-candidates': 'several names that agree',
  'one-sentence': 'texts of one sentence',
  'two-sentences': 'texts of two sentences',
  'three-sentences': 'texts of three sentences',
  'more-sentences': 'texts of four sentences or more',
  'nothing-to-resolve': 'texts with nothing to resolve',
}

/** Each label with its sign, since colour alone tells nobody anything. */
export const labelWords: Readonly<Record<MentionLabel, { readonly sign: string; readonly words: string }>> = {
  correct: { sign: '✓', words: 'correct' },
  form: { sign: '~', words: 'right entity, other form' },
  missed: { sign: '○', words: 'left as it was' },
  wrong: { sign: '✗', words: 'wrong entity' },
  invented: { sign: '?', words: 'invented' },
  deleted: { sign: '−', words: 'deleted' },
}

/** What became of a text between two systems, in words. */
export const outcomeWords: Readonly<Record<PairOutcome, string>> = {
  broken: 'broken',
  'still-wrong': 'still wrong',
  fixed: 'fixed',
  'both-right': 'right both times',
}

/** A proportion: "62.5 %", never 0 before there is none and never 100 before it is all. */
export function shareWords(share: number): string {
  const tenths = Math.round(1000 * share)
  const shown = share <= 0 ? 0 : share >= 1 ? 1000 : Math.min(999, Math.max(1, tenths))
  return `${(shown / 10).toFixed(1)} %`
}

/** An F1, from 0 to 1: "0.912"; never 1.000 before it is all. */
export function f1Words(f1: number): string {
  return (f1 < 1 ? Math.min(0.999, f1) : f1).toFixed(3)
}

/** A 95 % interval of a proportion: "62.1–80.9 %". */
export function intervalWords({ low, high }: Interval): string {
  return `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`
}

/** How many of how many, and the proportion: "3/4  75.0 %"; of none there is none. */
export function countedShare(part: number, whole: number): string {
  return `${count(part)}/${count(whole)}  ${whole === 0 ? '–' : shareWords(part / whole)}`
}

/** A probability as it is written: three digits, never nought. */
export function probabilityWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}

/** How much an F1 changed, with what chance alone would give: "+0.290 (+0.210 to +0.360), p < 0.001". */
export function f1Difference({ value, low, high, p }: Difference): string {
  const shown = (number: number) => `${signOf(number)}${f1Words(Math.abs(number))}`
  return `${shown(value)} (${shown(low)} to ${shown(high)}), ${probabilityWords(p)}`
}

/** The same of a proportion, in points of its percentage: "+29.0 points (+21.0 to +36.0), p < 0.001". */
export function shareDifference({ value, low, high, p }: Difference): string {
  const shown = (number: number) => `${signOf(number)}${Math.abs(100 * number).toFixed(1)}`
  return `${shown(value)} points (${shown(low)} to ${shown(high)}), ${probabilityWords(p)}`
}

/** What two systems have right and wrong: "13 fixed, 2 broken, 4 still wrong, 1 right both times, p = 0.007". */
export function discordanceWords({ fixed, broken, bothWrong, bothRight, p }: Discordance): string {
  const counts = [
    [fixed, outcomeWords.fixed],
    [broken, outcomeWords.broken],
    [bothWrong, outcomeWords['still-wrong']],
    [bothRight, outcomeWords['both-right']],
  ] as const
  return [...counts.map(([number, words]) => `${count(number)} ${words}`), probabilityWords(p)].join(', ')
}

function signOf(number: number): string {
  return number < 0 ? '−' : '+'
}

/** One line of a scorecard: what it is called, how it is counted, and its figure with its interval where it is a proportion. */
export type Measure = {
  readonly name: string
  readonly hint: string
  readonly figure: (card: Scorecard) => string
  readonly interval: (card: Scorecard) => Interval | null
}

const none = () => null

/** The measures of projected clusters that are shown. */
export const projectedMeasures: readonly { readonly name: string; readonly of: (scores: Projected) => number }[] = [
  { name: 'LEA F1, projected', of: ({ lea }) => lea },
  { name: 'CoNLL F1, projected', of: ({ conll }) => conll },
]
/** What has to be said of them. */
export const projectedNote =
  'Projected: clusters read off a rewrite against those read off its gold rewrite, at the places of the source. Not comparable with published numbers on OntoNotes.'

/** The lines of a scorecard, in the order in which they are read. */
export const measures: readonly Measure[] = [
  {
    name: 'references resolved',
    hint: 'Recall: written out exactly as in the gold rewrite, of all mentions',
    figure: ({ correct, mentions }) => countedShare(correct, mentions),
    interval: ({ mentions, intervals }) => (mentions === 0 ? null : intervals.recall),
  },
  ofMentions('in another form', 'The right entity, with a wrong possessive or another of its names', 'form'),
  ofMentions('left as they were', 'References that should have been written out', 'missed'),
  ofMentions('wrong entity', 'Written out as somebody or something else of the text', 'wrong'),
  ofMentions('invented', 'Written out as what the text does not have', 'invented'),
  ofMentions('deleted', 'References that are gone', 'deleted'),
  {
    name: 'edits that were right',
    hint: 'Precision: of everything that was changed, places outside mentions included',
    figure: (card) => countedShare(card.correct, editsOf(card)),
    interval: (card) => (editsOf(card) === 0 ? null : card.intervals.precision),
  },
  { name: 'mention F1', hint: 'Of recall and precision, from 0 to 1', figure: ({ f1 }) => f1Words(f1), interval: none },
  {
    name: 'wrong-entity rate',
    hint: 'Another entity or invented, of what was written out',
    figure: (card) => countedShare(card.wrong + card.invented, writtenOut(card)),
    interval: (card) => (writtenOut(card) === 0 ? null : card.intervals.wrongEntityRate),
  },
  {
    name: 'untouched text',
    hint: 'Less what was added, changed or left out outside mentions, for each source token there',
    figure: ({ outsideEdits, untouched }) => `${count(outsideEdits)} edited  ${shareWords(untouched)}`,
    interval: none,
  },
  ofTexts('clean texts', 'Nothing outside the mentions changed', 'cleanTexts'),
  ofTexts('perfect texts', 'Equal to the gold rewrite after normalisation', 'perfectTexts'),
  ofTexts('invented names', 'Texts with a name or number that the source lacks', 'inventedNames'),
  ofTexts('cut off', 'The rewrite ended for want of room', 'truncated'),
  ofTexts('empty', 'Nothing was written', 'empty'),
  ofTexts('announced', 'Begins with words about itself, which count as edits', 'preambled'),
]

function ofMentions(name: string, hint: string, label: 'form' | 'missed' | 'wrong' | 'invented' | 'deleted'): Measure {
  return { name: `  ${name}`, hint, figure: (card) => count(card[label]), interval: none }
}

function ofTexts(
  name: string,
  hint: string,
  key: 'cleanTexts' | 'perfectTexts' | 'inventedNames' | 'truncated' | 'empty' | 'preambled',
): Measure {
  return { name, hint, figure: (card) => countedShare(card[key], card.texts), interval: ({ intervals }) => intervals[key] }
}
