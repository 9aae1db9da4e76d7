import type { OpenAntecedent } from '../../core/antecedent'
import { formatted } from '../../core/resolving/formats/formatted'
import { garbledWords } from '../../core/resolving/formats/garbled'
import { documentOf } from '../../core/resolving/formats/resolved-document'
import type { Answerer } from '../../shared/answerer'
import type { Rewrite, Side } from '../../shared/resolution'
import { answersOf, type ResolvedText, type ResolveFormat } from '../../shared/resolve-format'
import type { Invocation } from '../command'
import { hear } from '../studio'

/** A text, and the file it is from. */
export type GivenText = { readonly text: string; readonly file?: string }

/** Answers texts one after the other, each told as soon as it is answered, or all of them in a format. */
export async function resolveTexts(
  studio: OpenAntecedent,
  invocation: Invocation,
  by: Answerer,
  texts: readonly GivenText[],
  format: ResolveFormat | null,
): Promise<void> {
  const { output } = invocation
  const documents: ResolvedText[] = []
  for (const { text, file } of texts) {
    const { base, rewrite } = await answer(studio, invocation, by, text)
    const note = noteOn(text, rewrite)
    if (note !== null) output.note(note)
    output.line({ ...resultOf(text, rewrite, base), ...(file !== undefined && { file }) })
    if (format !== null) documents.push(resolvedTextOf(file ?? 'text', text, rewrite))
    else if (base === undefined) output.say(withoutLastLineEnd(rewrite.output))
    else output.say(`before: ${withoutLastLineEnd(base.output)}\nafter:  ${withoutLastLineEnd(rewrite.output)}`)
  }
  if (format !== null) output.say(withoutLastLineEnd(formatted(format, documents.map(documentOf))))
}

/** The JSON form of one answer. */
export function resultOf(input: string, rewrite: Rewrite, base?: Rewrite) {
  const { output, finishReason, figures, answeredBy, edits, clusters, leftAsIs, parts } = rewrite
  const answer = { output, ...(base && { base: base.output }), finishReason, ...figures, answeredBy, edits, clusters, leftAsIs }
  return { type: 'result', input, ...answer, ...(parts !== null && { parts }) }
}

async function answer(
  studio: OpenAntecedent,
  { options, output, signal }: Invocation,
  by: Answerer,
  text: string,
): Promise<{ readonly base: Rewrite | undefined; readonly rewrite: Rewrite }> {
  const own: Side = by.kind === 'run' ? 'tuned' : 'base'
  const sides: Side[] = options.before && own === 'tuned' ? ['base', 'tuned'] : [own]
  const unhear = hear(studio, (event) => {
    if (event.type !== 'job.progress' || event.id !== 'cli' || event.done === 0 || event.done === event.total) return
    output.progress(`resolving ${event.phase}, by characters`, event.done, event.total)
  })
  try {
    const { rewrites } = await studio.services.resolving.resolve({ requestId: 'cli', text, by, sides }, signal)
    const rewrite = rewrites.at(-1)
    if (!rewrite) throw new Error('A text was resolved without an answer.')
    return { base: rewrites.length > 1 ? rewrites[0] : undefined, rewrite }
  } finally {
    unhear()
    output.endProgress()
  }
}

function noteOn(source: string, { finishReason, parts }: Rewrite): string | null {
  return finishReason === 'length' ? 'The answer was cut at its limit: it is not whole.' : garbledWords({ source, parts })
}

function resolvedTextOf(id: string, source: string, rewrite: Rewrite): ResolvedText {
  const { output, parts } = rewrite
  return { id, source, output, parts, answers: [...answersOf(source.length, rewrite)], decisions: [] }
}

function withoutLastLineEnd(text: string): string {
  return text.replace(/\n$/, '')
}
