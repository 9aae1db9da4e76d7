import { z } from 'zod'
import { finishReason } from './finish-reason'

export const mentionLabel = z.enum(['correct', 'form', 'missed', 'wrong', 'invented', 'deleted'])
/** What became of one gold mention. */
export type MentionLabel = z.infer<typeof mentionLabel>

export const systemName = z.enum(['base', 'best', 'last', 'output', 'other', 'copy', 'nearest'])
/**
 * Whose rewrites are judged: the base model, a run's best or last weights, those of a file (`output`, and `other` beside it), the text handed
 * back unchanged (`copy`), and the rule that writes the nearest agreeing name (`nearest`).
 */
export type SystemName = z.infer<typeof systemName>

export const sliceName = z.enum([
  'subject',
  'object',
  'possessive',
  'it',
  'they',
  'descriptive',
  'nested',
  'one-candidate',
  'several-candidates',
  'one-sentence',
  'two-sentences',
  'three-sentences',
  'more-sentences',
  'nothing-to-resolve',
])
/** A part of the mentions or of the texts that is looked at by itself. The last five are of texts. */
export type SliceName = z.infer<typeof sliceName>

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)
const change = z.number().min(-1).max(1)

export const interval = z.strictObject({ low: rate, high: rate })
/** Where a proportion lies with 95 % confidence (Wilson); 0 to 1 where nothing was counted. */
export type Interval = z.infer<typeof interval>

export const scorecard = z.strictObject({
  texts: count,
  /** Gold mentions: N. */
  mentions: count,
  correct: count,
  form: count,
  missed: count,
  wrong: count,
  invented: count,
  deleted: count,
  /** Tokens of the output outside the mentions that were added, changed or left out. */
  outsideEdits: count,
  /** Runs of such tokens. */
  outsideHunks: count,
  /** Tokens of the source outside mentions: O. */
  outsideTokens: count,
  recall: rate,
  precision: rate,
  f1: rate,
  wrongEntityRate: rate,
  /** Share of the source tokens outside mentions that no edit touched. */
  untouched: rate,
  cleanTexts: count,
  perfectTexts: count,
  inventedNames: count,
  /** Texts whose rewrite ended for want of room, is empty, or announces itself. */
  truncated: count,
  empty: count,
  preambled: count,
  /** Of every rate that is a proportion. */
  intervals: z.strictObject({
    recall: interval,
    precision: interval,
    wrongEntityRate: interval,
    cleanTexts: interval,
    perfectTexts: interval,
    inventedNames: interval,
    truncated: interval,
    empty: interval,
    preambled: interval,
  }),
})
/** The measures of one system on one set of texts. */
export type Scorecard = z.infer<typeof scorecard>

export const projected = z.strictObject({ lea: rate, muc: rate, b3: rate, ceafe: rate, conll: rate })
/**
 * F1 of clusters projected to spans of the source, those of a rewrite against those of the gold rewrite. Not comparable with published numbers on
 * OntoNotes: a rewrite says nothing of mentions that it need not touch.
 */
export type Projected = z.infer<typeof projected>

export const difference = z.strictObject({
  /** After minus before. */
  value: change,
  /** 95 % of the resamples. */
  low: change,
  high: change,
  /** Two-sided: how often chance alone would give a difference in one direction. */
  p: rate,
})
/** How much one measure changed, by paired bootstrap. */
export type Difference = z.infer<typeof difference>

export const discordance = z.strictObject({
  bothRight: count,
  /** Right before, not after. */
  broken: count,
  /** Right after, not before. */
  fixed: count,
  bothWrong: count,
  /** Exact McNemar test of broken against fixed. */
  p: rate,
})
/** What two systems have right, counted on the same things. */
export type Discordance = z.infer<typeof discordance>

export const pairedResult = z.strictObject({
  before: systemName,
  after: systemName,
  recall: difference,
  precision: difference,
  f1: difference,
  texts: discordance,
  mentions: discordance,
})
/** Two systems on the same texts. */
export type PairedResult = z.infer<typeof pairedResult>

export const comparison = z.strictObject({
  /** What was scored: the run's held-out rows, or the name of a file. */
  data: z.string(),
  at: z.iso.datetime(),
  systems: z.array(z.strictObject({ system: systemName, card: scorecard, projected: projected.nullable().default(null) })).readonly(),
  pairs: z.array(pairedResult).readonly(),
  /** SHA-256 of what the numbers follow from. */
  hashes: z.array(z.strictObject({ of: z.enum(['texts', 'prompts', 'best', 'last']), sha256: z.string() })).readonly(),
})
/** Several systems on the same texts, in a form small enough for a run's record. */
export type Comparison = z.infer<typeof comparison>

export const sliceResult = z.strictObject({
  slice: sliceName,
  /** Texts in it, or with a mention in it. */
  texts: count,
  mentions: count,
  systems: z
    .array(z.strictObject({ system: systemName, correct: count, recall: rate, interval, perfectTexts: count, perfectInterval: interval }))
    .readonly(),
})
/** One slice: how many of its mentions each system has right, and how many of its texts are perfect. */
export type SliceResult = z.infer<typeof sliceResult>

/** A UTF-16 offset. */
const place = count

export const outsideChange = z.strictObject({
  /** Span of the source; empty where words were added. */
  start: place,
  end: place,
  /** Span of the output; empty where words were left out. */
  outputStart: place,
  outputEnd: place,
  before: z.string(),
  after: z.string(),
})
/** One place outside the mentions that a rewrite changed. */
export type OutsideChange = z.infer<typeof outsideChange>

export const judgedOutput = z.strictObject({
  system: systemName,
  output: z.string(),
  /** `length`: it ran out of room; null where nobody knows. */
  finishReason: finishReason.nullable(),
  /** One for each mention, in order, with its span in the output (empty where deleted). */
  mentions: z.array(z.strictObject({ label: mentionLabel, start: place, end: place })).readonly(),
  outside: z.array(outsideChange).readonly(),
  /** Tokens in those places that were added, changed or left out. */
  outsideEdits: count,
  /** Everything as in the gold rewrite. */
  perfect: z.boolean(),
  inventsNames: z.boolean(),
  preamble: z.boolean(),
})
/** What one system wrote for one text, judged. */
export type JudgedOutput = z.infer<typeof judgedOutput>

export const evaluatedExample = z.strictObject({
  source: z.string(),
  gold: z.string(),
  /** Those slices of texts that it is in. */
  slices: z.array(sliceName).readonly(),
  mentions: z
    .array(z.strictObject({ start: place, end: place, text: z.string(), gold: z.string(), slices: z.array(sliceName).readonly() }))
    .readonly(),
  outputs: z.array(judgedOutput).readonly(),
})
/** One text with what every system made of it. */
export type EvaluatedExample = z.infer<typeof evaluatedExample>

export const evaluation = z.strictObject({
  comparison,
  slices: z.array(sliceResult).readonly(),
  examples: z.array(evaluatedExample).readonly(),
})
/** A comparison with everything behind it, as a run's card.json keeps it. */
export type Evaluation = z.infer<typeof evaluation>

/** What a scoring of a run is asked for. */
export const evaluateInput = z.strictObject({
  /** Which of the run's weights answer beside the base model, each once. */
  weights: z
    .array(z.enum(['best', 'last']))
    .min(1)
    .max(2)
    .readonly()
    .default(['best']),
})

export const pairOutcome = z.enum(['broken', 'still-wrong', 'fixed', 'both-right'])
/** What became of a text between two systems. */
export type PairOutcome = z.infer<typeof pairOutcome>

export const exampleQuery = z.strictObject({
  before: systemName,
  after: systemName,
  outcome: pairOutcome.nullable().default(null),
  slice: sliceName.nullable().default(null),
  /** Examples in which `after` has a mention with this label. */
  label: mentionLabel.nullable().default(null),
  offset: count.default(0),
  limit: z.int().min(1).max(200).default(50),
})
/** Which examples a window wants to see. */
export type ExampleQuery = z.infer<typeof exampleQuery>

export const examplePage = z.strictObject({
  /** How many there are in all. */
  total: count,
  /** `place` is the example's in the data, from 0. */
  examples: z.array(z.strictObject({ place: count, outcome: pairOutcome, example: evaluatedExample })).readonly(),
})
/** Some of the examples, those that became worse first. */
export type ExamplePage = z.infer<typeof examplePage>

/** What mentions became, counted, and how many runs of words changed outside of them. */
type Counted = Pick<Scorecard, 'correct' | 'form' | 'wrong' | 'invented' | 'deleted' | 'outsideHunks'>

/** How many edits a rewrite has, which precision is of: the mentions it did not leave, and the runs outside mentions. */
export function editsOf({ correct, form, wrong, invented, deleted, outsideHunks }: Counted): number {
  return correct + form + wrong + invented + deleted + outsideHunks
}

/** How many mentions a rewrite wrote out, which the wrong-entity rate is of. */
export function writtenOut({ correct, form, wrong, invented }: Pick<Counted, 'correct' | 'form' | 'wrong' | 'invented'>): number {
  return correct + form + wrong + invented
}

/** The scorecard of one system; undefined where it was not judged. */
export function cardOf({ systems }: Comparison, system: SystemName): Scorecard | undefined {
  return systems.find((judged) => judged.system === system)?.card
}

/** The scorecard of the tuned model: of its best weights, or of its last where those alone were judged. */
export function tunedCard(comparison: Comparison): Scorecard | undefined {
  return cardOf(comparison, 'best') ?? cardOf(comparison, 'last')
}
