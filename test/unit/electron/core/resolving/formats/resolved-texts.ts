import fc from 'fast-check'
import { documentOf, type ResolvedDocument } from '../../../../../../electron/core/resolving/formats/resolved-document'
import type { AnswerFacts, ResolvedText } from '../../../../../../electron/shared/resolve-format'

/** One answer about a whole text. */
export function answerAbout(source: string, changes: Partial<AnswerFacts> = {}): AnswerFacts {
  return {
    start: 0,
    end: source.length,
    model: { ref: { kind: 'demo' }, name: 'Demo' },
    run: { id: 'r-1', name: 'Market news' },
    weights: 'best',
    step: 400,
    adapter: { adapter: '0123456789abcdef', scale: 1 },
    finishReason: 'stop',
    ...changes,
  }
}

/** A text and its rewrite, answered at once. */
export function resolvedDocument(source: string, output: string, changes: Partial<ResolvedText> = {}): ResolvedDocument {
  return documentOf({ id: 'news.txt', source, output, answers: [answerAbout(source)], parts: null, decisions: [], ...changes })
}

const names = ['Ann', 'Bob Lee', 'Krorix Air', 'the airline', 'Zoë', 'Zoe\u0308', '𝒜nna', 'Ödön']
const pronouns = ['He', 'she', 'her', 'its', 'they', 'him', 'It']
const traps = [
  '😀',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  'e\u0301\u0323',
  '\u0301',
  '\r\n',
  '\n\n',
  '\n',
  '\r',
  '\t',
  '  ',
  '   \n ',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\u0085',
  '\u001c',
  '\u0000',
  '\u202e',
  '\ud83d',
  '\ude00',
  '日本語',
  'ﬁ',
  'İ',
  '“',
  '”',
  '.',
  ',',
  '!',
  '=1+1',
  '<b>&amp;',
  "'s",
  '3.5',
  'U.S.',
  'met',
  'thanked',
  'said that',
]

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => ({ before: name, after: name })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...pronouns), fc.constantFrom(...names, ...names, "Ann's", 'it', 'Nobody', ''))
      .map(([before, after]) => ({ before, after })),
  },
  { weight: 5, arbitrary: fc.constantFrom(...traps).map((trap) => ({ before: trap, after: trap })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...traps), fc.constantFrom(...traps, '')).map(([before, after]) => ({ before, after })),
  },
)

/** Texts full of what breaks offsets, with rewrites of them. */
export const anyDocument: fc.Arbitrary<ResolvedDocument> = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', ' ', ' ', '')), { maxLength: 24, size: 'max' })
  .map((pieces) =>
    resolvedDocument(
      pieces.map(([{ before }, space]) => before + space).join(''),
      pieces.map(([{ after }, space]) => after + space).join(''),
    ),
  )
