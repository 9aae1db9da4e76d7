import { readFile } from 'node:fs/promises'
import { resolve as absolute } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { OpenAntecedent } from '../../core/antecedent'
import { unreadable } from '../../core/files/handles'
import type { ParsedInput } from '../../shared/contract'
import type { Rewrite, Side } from '../../shared/resolution'
import { type Command, type Invocation, optional, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { findModel, findRun, withStudio } from '../studio'

/** `antecedent resolve`: one text or several files, rewritten. */
export const resolve: Command = {
  usage: 'resolve (--run RUN | --model M) [TEXT | - | --file F …] [--before]',
  summary: 'rewrites a text, standard input, or files; --before adds the base model’s rewrite',
  options: { run: { type: 'string' }, model: { type: 'string' }, file: { type: 'string', multiple: true }, before: { type: 'boolean' } },
  run: async (invocation) => {
    const texts = await textsOf(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const by = await voiceOf(studio, invocation)
      for (const text of texts) await answer(studio, invocation, by, text)
      return 0
    })
  },
}

async function answer(
  studio: OpenAntecedent,
  { output, options, signal }: Invocation,
  by: ParsedInput<'text.resolve'>['by'],
  text: string,
): Promise<void> {
  const own: Side = by.kind === 'run' ? 'tuned' : 'base'
  const sides: Side[] = options.before && own === 'tuned' ? ['base', 'tuned'] : [own]
  const { rewrites } = await studio.services.resolving.resolve({ requestId: 'cli', text, by, sides }, signal)
  const rewrite = rewrites.find(({ side }) => side === own)
  if (!rewrite) return
  const base = rewrites.find(({ side }) => side !== own)
  output.line(resultOf(text, rewrite, base))
  if (base) output.say(`before: ${base.output}\nafter:  ${rewrite.output}`)
  else output.say(rewrite.output)
  if (rewrite.finishReason === 'length') output.note('The answer was cut at its limit: it is not whole.')
}

/** The JSON form of one answer. */
export function resultOf(input: string, { output, finishReason, figures, edits, clusters, leftAsIs }: Rewrite, base?: Rewrite) {
  return { type: 'result', input, output, ...(base && { base: base.output }), finishReason, ...figures, edits, clusters, leftAsIs }
}

async function voiceOf(studio: OpenAntecedent, invocation: Invocation): Promise<ParsedInput<'text.resolve'>['by']> {
  const run = optional(invocation, 'run')
  const model = optional(invocation, 'model')
  if ((run === undefined) === (model === undefined)) throw usage('Name either a run with --run or a model with --model.')
  if (run !== undefined) return { kind: 'run', runId: findRun(studio, run).id }
  return { kind: 'model', model: await findModel(studio, model ?? '', invocation) }
}

async function textsOf({ words, options }: Invocation): Promise<string[]> {
  const files = Array.isArray(options.file) ? (options.file as readonly string[]) : []
  if (files.length > 0 && words.length > 0) throw usage('Give either a text or --file.')
  if (files.length > 0) return Promise.all(files.map(readText))
  const [word] = words
  if (word === undefined) throw usage('A text, “-” for standard input, or --file is missing.')
  if (words.length > 1) throw usage('Put the text in quotation marks.')
  const text = word === '-' ? (await readAll(process.stdin)).trim() : word
  if (text.trim() === '') throw usage('The text is empty.')
  return [text]
}

async function readText(path: string): Promise<string> {
  const text = await readFile(absolute(path), 'utf8').catch((error: unknown) => {
    throw unreadable(absolute(path), error)
  })
  if (text.trim() === '') throw usage(`${path} is empty.`)
  return text.trim()
}
