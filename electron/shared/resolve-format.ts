import { z } from 'zod'
import { type AnsweredBy, answeredBy } from './answered-by'
import { type FinishReason, finishReason } from './finish-reason'
import { type Figures, figures, maxTextLength, type RewritePart, rewritePart } from './resolution'

/** Longest text that goes out as one document, in UTF-16 units: it may have been resolved in many parts. */
export const maxDocumentLength = 20 * maxTextLength

export const resolveFormat = z.enum(['text', 'json', 'csv', 'html', 'spacy'])
/**
 * How resolved texts go out. text: the rewrites alone. json: everything that is known, one object a line. csv: a line an edit.
 * html: a page to read and print. spacy: what spaCy's `Doc.from_json` loads, one object a line.
 */
export type ResolveFormat = z.infer<typeof resolveFormat>

export const answerFacts = answeredBy.extend({
  /** The stretch of the source that was asked about: UTF-16 offsets, end exclusive. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** The adapter itself, as the answer's figures name it; null for the base model, and where it is not known. */
  adapter: figures.shape.weights.default(null),
  finishReason,
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
  /** The parts in which it was asked, in order and without gaps, by the places that they have now; null for one that was asked whole. */
  parts: z.array(rewritePart).max(100_000).readonly().nullable().default(null),
  decisions: z.array(changeDecision).max(100_000).readonly(),
})
/** A text and its rewrite as they are handed over to go out. */
export type ResolvedText = z.infer<typeof resolvedText>

/** What an answer is made of: one answer about all of the text, or one for each part that a model was asked about; none where it is not known who. */
export function answersOf(
  length: number,
  { parts, answeredBy: who, figures: cost, finishReason: ended }: AnswerToTell,
): readonly AnswerFacts[] {
  if (who === null) return []
  const asked = parts?.filter(({ state }) => state === 'resolved') ?? [{ start: 0, end: length }]
  return asked.map(({ start, end }) => ({ ...who, start, end, adapter: cost.weights, finishReason: ended }))
}

type AnswerToTell = {
  readonly parts: readonly RewritePart[] | null
  readonly answeredBy: AnsweredBy | null
  readonly figures: Pick<Figures, 'weights'>
  readonly finishReason: FinishReason
}

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
