import { z } from 'zod'
import { identifier } from './identifier'
import { modelRef } from './model'
import { figures, maxTextLength } from './resolution'
import { weightsName } from './run'

/** Longest text that goes out as one document, in UTF-16 units: it may have been resolved in many parts. */
export const maxDocumentLength = 20 * maxTextLength

export const resolveFormat = z.enum(['text', 'json', 'csv', 'html', 'spacy'])
/**
 * How resolved texts go out. text: the rewrites alone. json: everything that is known, one object a line. csv: a line an edit.
 * html: a page to read and print. spacy: what spaCy's `Doc.from_json` loads, one object a line.
 */
export type ResolveFormat = z.infer<typeof resolveFormat>

export const answerWeights = z.enum(['base', ...weightsName.options])
/** Which weights answered: those of a run, or the base model's own. */
export type AnswerWeights = z.infer<typeof answerWeights>

export const answerFacts = z.strictObject({
  /** The stretch of the source that was asked about: UTF-16 offsets, end exclusive. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** The base model. */
  model: z.strictObject({ ref: modelRef, name: z.string().max(300) }),
  /** The run whose weights answered; null for a model alone. */
  run: z.strictObject({ id: identifier, name: z.string().max(300) }).nullable(),
  weights: answerWeights,
  /** Updates that made the weights; null for a model alone, and where it is not known. */
  step: z.int().nonnegative().nullable(),
  /** The adapter itself, as the answer's figures name it; null for the base model, and where it is not known. */
  adapter: figures.shape.weights.default(null),
  /** length: the model ran out of room, so the answer is not whole. */
  finishReason: z.enum(['stop', 'length']),
})
/** One answer of a model that a resolved text is made of, and who gave it. */
export type AnswerFacts = z.infer<typeof answerFacts>

export const changeDecision = z.strictObject({
  /** UTF-16 offsets into the source, end exclusive. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** undone: the source's own words stay. corrected: a person wrote other words. */
  kind: z.enum(['accepted', 'undone', 'corrected']),
})
/** What a person made of one change. */
export type ChangeDecision = z.infer<typeof changeDecision>

export const resolvedText = z.strictObject({
  /** What the text is called where it goes: a file's name, a title, a number. */
  id: z.string().max(4096),
  source: z.string().max(maxDocumentLength),
  /** The rewrite as it stands, with what a person decided carried out. */
  output: z.string().max(2 * maxDocumentLength),
  /** What it is made of, in the order of the source: one answer about all of it, or one for each part. */
  answers: z.array(answerFacts).max(100_000).readonly(),
  decisions: z.array(changeDecision).max(100_000).readonly(),
})
/** A text and its rewrite as they are handed over to go out. */
export type ResolvedText = z.infer<typeof resolvedText>

export const clipboardFlavours = z.strictObject({ text: z.string(), html: z.string() })
/** The two forms in which a resolved text is copied: `text/plain`, and `text/html` that word processors and mail keep the looks of. */
export type ClipboardFlavours = z.infer<typeof clipboardFlavours>

/** How a file of a format is named, without its dot, and served. Objects one a line are plain JSON where there is but one. */
export function fileKind(format: ResolveFormat, documents: number): { readonly extension: string; readonly mediaType: string } {
  switch (format) {
    case 'text':
      return { extension: 'txt', mediaType: 'text/plain;charset=utf-8' }
    case 'csv':
      return { extension: 'csv', mediaType: 'text/csv;charset=utf-8' }
    case 'html':
      return { extension: 'html', mediaType: 'text/html;charset=utf-8' }
    case 'json':
    case 'spacy':
      return documents === 1
        ? { extension: 'json', mediaType: 'application/json' }
        : { extension: 'jsonl', mediaType: 'application/jsonl;charset=utf-8' }
  }
}
