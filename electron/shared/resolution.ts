import { z } from 'zod'
import { answeredBy } from './answered-by'
import { type FinishReason, finishReason } from './finish-reason'

/** Longest text that is resolved at once, in UTF-16 units. */
export const maxTextLength = 200_000

export const side = z.enum(['base', 'tuned'])
/** Which weights answered. */
export type Side = z.infer<typeof side>

/** What a model here made of one question. */
export type ModelAnswer = { readonly output: string; readonly finishReason: FinishReason }

export const figures = z.strictObject({
  promptTokens: z.int().nonnegative(),
  promptTokensPerSecond: z.number().nonnegative(),
  generationTokens: z.int().nonnegative(),
  generationTokensPerSecond: z.number().nonnegative(),
  peakMemoryBytes: z.int().nonnegative(),
  /** Passes of the model after the prompt. */
  forwardPasses: z.int().nonnegative(),
  /** Tokens that were looked up in the source, and those of them that are in the answer. */
  drafted: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  /** The adapter that answered: the first 16 hex digits of its file's SHA-256, and its strength from 0 to 1. Null for the base model. */
  weights: z.strictObject({ adapter: z.string().regex(/^[0-9a-f]{16}$/), scale: z.number().min(0).max(1) }).nullable(),
})
/** What generating cost, as mlx-lm counts it, and which weights answered. */
export type Figures = z.infer<typeof figures>

export const edit = z.strictObject({
  /** Character offsets (UTF-16) into the source, end exclusive. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Character offsets into the rewrite. */
  outputStart: z.int().nonnegative(),
  outputEnd: z.int().nonnegative(),
  before: z.string(),
  after: z.string(),
  /**
   * resolved: a reference became a name that the source has. newWords: it became words the source lacks.
   * changed: other words were changed, left out or added.
   */
  kind: z.enum(['resolved', 'newWords', 'changed']),
  /** Number of the entity in `clusters`, for `resolved`. */
  cluster: z.int().nonnegative().nullable(),
})
/** One place where the rewrite differs from its source. */
export type Edit = z.infer<typeof edit>

export const cluster = z.strictObject({
  /** The name that stands for the entity. */
  name: z.string(),
  /** Character spans in the source: its names, and references that were resolved to it. */
  mentions: z.array(z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative(), text: z.string() })).readonly(),
})
/** An entity of the source, projected from the rewrite. */
export type Cluster = z.infer<typeof cluster>

export const comparison = z.strictObject({
  edits: z.array(edit).readonly(),
  clusters: z.array(cluster).readonly(),
  /** Pronouns of the source that the rewrite left as they are: spans of the source. */
  leftAsIs: z.array(z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative(), text: z.string() })).readonly(),
})
/** What a rewrite did to its source. */
export type Comparison = z.infer<typeof comparison>

const offset = z.int().nonnegative()

export const rewritePart = z.strictObject({
  /** UTF-16 ranges, ends exclusive, of the source and of the rewrite. */
  start: offset,
  end: offset,
  outputStart: offset,
  outputEnd: offset,
  /**
   * resolved: the model's rewrite. copied: there is nothing in it to ask about. garbled: no answer was a rewrite of it, so it is left as in the
   * source.
   */
  state: z.enum(['resolved', 'copied', 'garbled']),
})
/** A part of a long text that was asked by itself, and what became of it. */
export type RewritePart = z.infer<typeof rewritePart>

export const rewrite = z.strictObject({
  side,
  output: z.string(),
  finishReason,
  figures,
  /** Null where it is not known: in what was resolved before that was noted. */
  answeredBy: answeredBy.nullable(),
  /** The parts in which a long text was asked, in order and without gaps; null for one that was asked whole. */
  parts: z.array(rewritePart).readonly().nullable(),
  ...comparison.shape,
})
/** One answer and what it changed. */
export type Rewrite = z.infer<typeof rewrite>

export const exampleText = z.strictObject({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  reference: z.string(),
  /** Written for the demo model's small world. */
  world: z.boolean(),
  note: z.string(),
})
export type ExampleText = z.infer<typeof exampleText>
