import { resolve as absolute } from 'node:path'
import { addAbortSignal } from 'node:stream'
import type { OpenAntecedent } from '../../core/antecedent'
import { unreadable } from '../../core/files/handles'
import { readRegularFile } from '../../core/files/regular-file'
import { cancelled } from '../../core/jobs'
import type { ParsedInput } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import { maxTextLength, type Rewrite, type Side } from '../../shared/resolution'
import { type Command, type Invocation, optional, usage, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import { findModel, findRun, withStudio } from '../studio'

/** Bytes that a text of the greatest length may have. */
const maxTextBytes = 3 * maxTextLength

/** `antecedent resolve`: one text or several files, rewritten. */
export const resolve: Command = {
  usage: 'resolve (--run RUN [--weights best|last] | --model M) [TEXT | - | --file F …] [--before]',
  summary: 'rewrites a text, standard input, or files; --before adds the base model’s rewrite',
  options: {
    run: { type: 'string' },
    weights: { type: 'string' },
    model: { type: 'string' },
    file: { type: 'string', multiple: true },
    before: { type: 'boolean' },
  },
  run: async (invocation) => {
    weightsOf(invocation)
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
  { text, file }: Text,
): Promise<void> {
  const own: Side = by.kind === 'run' ? 'tuned' : 'base'
  const sides: Side[] = options.before && own === 'tuned' ? ['base', 'tuned'] : [own]
  const { rewrites } = await studio.services.resolving.resolve({ requestId: 'cli', text, by, sides }, signal)
  const rewrite = rewrites.find(({ side }) => side === own)
  if (!rewrite) return
  const base = rewrites.find(({ side }) => side !== own)
  output.line({ ...resultOf(text, rewrite, base), ...(file !== undefined && { file }) })
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
  if (run === undefined && optional(invocation, 'weights') !== undefined) throw usage('--weights names those of a run.')
  if (run !== undefined) return { kind: 'run', runId: findRun(studio, run).id, weights: weightsOf(invocation) }
  return { kind: 'model', model: await findModel(studio, model ?? '', invocation) }
}

/** A text, and the file it is from. */
type Text = { readonly text: string; readonly file?: string }

async function textsOf({ words, options, signal }: Invocation): Promise<Text[]> {
  const files = Array.isArray(options.file) ? (options.file as readonly string[]) : []
  if (files.length > 0 && words.length > 0) throw usage('Give either a text or --file.')
  if (files.length > 0) return Promise.all(files.map(readText))
  const [word] = words
  if (word === undefined) throw usage('A text, “-” for standard input, or --file is missing.')
  if (words.length > 1) throw usage('Put the text in quotation marks.')
  return [{ text: checked(word === '-' ? await readInput(signal) : word, 'The text') }]
}

async function readText(file: string): Promise<Text> {
  const bytes = await readRegularFile(absolute(file), maxTextBytes)
  return { text: checked(bytes.toString('utf8').replace(/^\ufeff/, ''), file), file }
}

/** Standard input to its end, or to where a text ends being one. */
async function readInput(signal: AbortSignal): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of addAbortSignal(signal, process.stdin)) {
      pieces.push(piece)
      length += piece.length
      if (length > maxTextBytes) break
    }
  } catch (error) {
    throw signal.aborted ? cancelled() : unreadable('standard input', error)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function checked(text: string, what: string): string {
  const trimmed = text.trim()
  if (trimmed === '') throw usage(`${what} is empty.`)
  if (trimmed.length <= maxTextLength) return trimmed
  throw new StudioError({
    code: 'text-too-long',
    message: `${what} has ${trimmed.length} characters; at most ${maxTextLength} are resolved at once.`,
    hint: 'Split it into parts.',
  })
}
