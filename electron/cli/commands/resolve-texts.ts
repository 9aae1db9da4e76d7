import type { OpenAntecedent } from '../../core/antecedent'
import { formatted } from '../../core/resolving/formats/formatted'
import { documentOf } from '../../core/resolving/formats/resolved-document'
import { plannedChunks } from '../../core/resolving/long/resolve-long'
import type { LongRewrite } from '../../core/resolving/resolving'
import type { Answerer } from '../../shared/answerer'
import type { Rewrite, Side } from '../../shared/resolution'
import type { AnswerFacts, ResolvedText, ResolveFormat } from '../../shared/resolve-format'
import type { Invocation } from '../command'
import { hear } from '../studio'

/** A text, and the file it is from. */
export type GivenText = { readonly text: string; readonly file?: string }

/** An answer to a text: its JSON form, what people read, and which stretches of the source were answered as they were asked. */
type Answered = {
  readonly line: Readonly<Record<string, unknown>>
  readonly output: string
  readonly base: string | null
  readonly answers: readonly Pick<AnswerFacts, 'start' | 'end' | 'adapter' | 'finishReason'>[]
  readonly note: string | null
}

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
  for (const given of texts) {
    const answered = await answer(studio, invocation, by, given)
    if (answered.note !== null) output.note(answered.note)
    output.line({ ...answered.line, ...(given.file !== undefined && { file: given.file }) })
    if (format !== null) documents.push(await resolvedTextOf(studio, by, given, answered))
    else if (answered.base === null) output.say(answered.output)
    else output.say(`before: ${answered.base}\nafter:  ${answered.output}`)
  }
  if (format !== null) output.say(formatted(format, documents.map(documentOf)).replace(/\n$/, ''))
}

async function answer(studio: OpenAntecedent, invocation: Invocation, by: Answerer, { text }: GivenText): Promise<Answered> {
  const { options, signal } = invocation
  const { resolving } = studio.services
  const own: Side = by.kind === 'run' ? 'tuned' : 'base'
  const sides: Side[] = options.before && own === 'tuned' ? ['base', 'tuned'] : [own]
  const { settings } = await resolving.asking(by, own)
  if (plannedChunks(text, settings).length > 1) return answerInParts(studio, invocation, by, text, sides)
  const { rewrites } = await resolving.resolve({ requestId: 'cli', text, by, sides }, signal)
  const [base, rewrite] = [rewrites.length > 1 ? rewrites[0] : undefined, rewrites.at(-1)]
  if (!rewrite) throw new Error('A text was resolved without an answer.')
  const { output, finishReason, figures } = rewrite
  return {
    line: resultOf(text, rewrite, base),
    output,
    base: base?.output ?? null,
    answers: [{ start: 0, end: text.length, adapter: figures.weights, finishReason }],
    note: finishReason === 'length' ? 'The answer was cut at its limit: it is not whole.' : null,
  }
}

/** The JSON form of one answer. */
export function resultOf(input: string, { output, finishReason, figures, edits, clusters, leftAsIs }: Rewrite, base?: Rewrite) {
  return { type: 'result', input, output, ...(base && { base: base.output }), finishReason, ...figures, edits, clusters, leftAsIs }
}

async function answerInParts(
  studio: OpenAntecedent,
  { output, signal }: Invocation,
  by: Answerer,
  text: string,
  sides: readonly Side[],
): Promise<Answered> {
  const unhear = hear(studio, (event) => {
    if (event.type === 'job.progress' && event.id === 'cli')
      output.progress(`resolving ${event.phase}, by characters`, event.done, event.total)
  })
  const rewrites: LongRewrite[] = []
  try {
    for (const side of sides) rewrites.push(await studio.services.resolving.resolveLong({ requestId: 'cli', text, by, side }, signal))
  } finally {
    unhear()
    output.endProgress()
  }
  const [base, rewrite] = [rewrites.length > 1 ? rewrites[0] : undefined, rewrites.at(-1)]
  if (!rewrite) throw new Error('A text was resolved without an answer.')
  const { comparison, figures, parts } = rewrite
  const line = { type: 'result', input: text, output: rewrite.output, ...(base && { base: base.output }), finishReason: 'stop' }
  const garbled = parts.filter(({ state }) => state === 'garbled').length
  return {
    line: { ...line, ...figures, ...comparison, parts },
    output: rewrite.output,
    base: base?.output ?? null,
    answers: parts.flatMap(({ start, end, state }) =>
      state === 'resolved' ? [{ start, end, adapter: figures?.weights ?? null, finishReason: 'stop' as const }] : [],
    ),
    note:
      garbled === 0 ? null : `${garbled} of its ${parts.length} parts are left as they were: what the model made of them was no rewrite.`,
  }
}

async function resolvedTextOf(
  { services }: OpenAntecedent,
  by: Answerer,
  { text, file }: GivenText,
  answered: Answered,
): Promise<ResolvedText> {
  const who = await answererFacts(services, by)
  const answers = answered.answers.map((about) => ({ ...who, ...about }))
  return { id: file ?? 'text', source: text, output: answered.output, answers, decisions: [] }
}

async function answererFacts(
  { runs, models }: Pick<OpenAntecedent['services'], 'runs' | 'models'>,
  by: Answerer,
): Promise<Pick<AnswerFacts, 'model' | 'run' | 'weights' | 'step'>> {
  if (by.kind === 'model') {
    const { ref, name } = await models.describe(by.model)
    return { model: { ref, name }, run: null, weights: 'base', step: null }
  }
  const { id, name, model, state, checkpoint } = runs.get(by.runId)
  const step = by.weights === 'best' && 'bestStep' in state ? state.bestStep : (checkpoint?.step ?? null)
  return { model: { ref: model.ref, name: model.name }, run: { id, name }, weights: by.weights, step }
}
