import { z } from 'zod'

export const mentionLabel = z.enum(['correct', 'form', 'missed', 'wrong', 'invented', 'deleted'])
/** What became of one gold mention. */
export type MentionLabel = z.infer<typeof mentionLabel>

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)

export const scorecard = z.strictObject({
  texts: count,
  mentions: count,
  correct: count,
  form: count,
  missed: count,
  wrong: count,
  invented: count,
  deleted: count,
  /** Tokens of the output outside the mentions that were added, changed or left out. */
  outsideEdits: count,
  recall: rate,
  precision: rate,
  f1: rate,
  wrongEntityRate: rate,
  /** Share of the source tokens outside mentions that no edit touched. */
  untouched: rate,
  cleanTexts: count,
  perfectTexts: count,
  inventedNames: count,
})
/** The measures of one system on one set of texts. */
export type Scorecard = z.infer<typeof scorecard>

export const scoredExample = z.strictObject({
  source: z.string(),
  gold: z.string(),
  output: z.string(),
  /** In source order. */
  labels: z.array(mentionLabel).readonly(),
  outsideEdits: count,
})
export type ScoredExample = z.infer<typeof scoredExample>

export const comparison = z.strictObject({
  /** What was scored: the run's held-out rows, or the name of another file. */
  data: z.string(),
  /** Which of the run's weights answered as `tuned`. */
  weights: z.enum(['best', 'last']).default('best'),
  base: scorecard,
  tuned: scorecard,
  /** The same texts handed back unchanged, to compare with. */
  copy: scorecard,
  at: z.iso.datetime(),
})
/** Base against tuned on the same texts. */
export type Comparison = z.infer<typeof comparison>
