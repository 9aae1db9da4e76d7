import type { MentionLabel, PairOutcome, SliceName, SystemName } from '../../shared/scorecard'

/** What each system is called on paper and in a terminal. */
export const systemWords: Readonly<Record<SystemName, string>> = {
  base: 'base',
  best: 'tuned',
  last: 'tuned, last',
  output: 'output',
  other: 'other',
  copy: 'copy the input',
  nearest: 'nearest name',
}

/** What each slice holds, in words. */
export const sliceWords: Readonly<Record<SliceName, string>> = {
  subject: 'subject',
  object: 'object',
  possessive: 'possessive',
  it: 'it, its',
  they: 'they, them, their',
  descriptive: 'descriptive',
  nested: 'nested',
  'one-candidate': 'one candidate',
  'several-candidates': 'several candidates',
  'one-sentence': 'one sentence',
  'two-sentences': 'two sentences',
  'three-sentences': 'three sentences',
  'more-sentences': 'four sentences or more',
  'nothing-to-resolve': 'nothing to resolve',
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

/** A rate as a percentage with one decimal. */
export function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`
}

/** A difference of rates in points, with its sign. */
export function points(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(1)}`
}

/** A p-value as it is read: `p < 0.001`, else three decimals. */
export function probability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${p.toFixed(3)}`
}
