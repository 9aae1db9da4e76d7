import { resolve as absolute } from 'node:path'
import { addAbortSignal } from 'node:stream'
import type { OpenAntecedent } from '../../core/antecedent'
import { decodeText } from '../../core/documents/decode-text'
import { mostDocumentCharacters } from '../../core/documents/document-text'
import { documentsOf } from '../../core/documents/documents'
import { listFile } from '../../core/documents/listed-files'
import { unreadable } from '../../core/files/handles'
import { cancelled } from '../../core/jobs'
import { seedTemplate } from '../../core/rows/prompt-template'
import type { Answerer } from '../../shared/answerer'
import { StudioError } from '../../shared/errors'
import { resolveFormat } from '../../shared/resolve-format'
import { type Command, type Invocation, oneOf, optional, usage, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import { findModel, findRun, withStudio } from '../studio'
import { listedFor, resolveMany } from './resolve-many'
import { type GivenText, resolveTexts } from './resolve-texts'

/** Bytes that a text of the greatest length may have. */
const maxTextBytes = 3 * mostDocumentCharacters

/** `antecedent resolve`: a text, documents, or thousands of them, rewritten. */
export const resolve: Command = {
  usage:
    'resolve (--run RUN [--weights best|last] | --model M) [TEXT | - | --file F …] [--before | --format text|json|csv|html|spacy]\n  antecedent resolve (--run RUN | --model M) [--file F …] [--folder D] --out OUT.jsonl [--column NAME]',
  summary:
    'rewrites a text, standard input, or documents (.txt .md .docx .pdf, rows of .jsonl .csv); --before adds the base model’s rewrite\n      --out writes a line a document; what was answered is kept, and the same command goes on',
  options: {
    run: { type: 'string' },
    weights: { type: 'string' },
    model: { type: 'string' },
    file: { type: 'string', multiple: true },
    folder: { type: 'string' },
    column: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    before: { type: 'boolean' },
  },
  run: async (invocation) => {
    weightsOf(invocation)
    const format = oneOf(invocation, 'format', resolveFormat.options) ?? null
    const out = optional(invocation, 'out')
    if (out !== undefined) {
      if (format !== null) throw usage('--out writes JSON Lines; --format goes without it.')
      const order = await listedFor(invocation, out)
      return withStudio<ExitCode>(invocation, async (studio) => resolveMany(studio, invocation, await voiceOf(studio, invocation), order))
    }
    if (optional(invocation, 'folder') !== undefined) throw usage('--folder needs --out, a file for the answers.')
    if (format !== null && (invocation.options.before || invocation.output.json))
      throw usage('--format goes with neither --before nor --json.')
    const texts = await textsOf(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      await resolveTexts(studio, invocation, await voiceOf(studio, invocation), texts, format)
      return 0
    })
  },
}

async function voiceOf(studio: OpenAntecedent, invocation: Invocation): Promise<Answerer> {
  const run = optional(invocation, 'run')
  const model = optional(invocation, 'model')
  if ((run === undefined) === (model === undefined)) throw usage('Name either a run with --run or a model with --model.')
  if (run === undefined && optional(invocation, 'weights') !== undefined) throw usage('--weights names those of a run.')
  if (run !== undefined) return { kind: 'run', runId: findRun(studio, run).id, weights: weightsOf(invocation) }
  return { kind: 'model', model: await findModel(studio, model ?? '', invocation) }
}

async function textsOf(invocation: Invocation): Promise<GivenText[]> {
  const { words, options, signal } = invocation
  const files = Array.isArray(options.file) ? (options.file as readonly string[]) : []
  const column = optional(invocation, 'column') ?? null
  if (files.length > 0 && words.length > 0) throw usage('Give either a text or --file.')
  if (files.length > 0) return documentTexts(files, column, invocation)
  if (column !== null) throw usage('--column names a column of a file.')
  const [word] = words
  if (word === undefined) throw usage('A text, “-” for standard input, or --file is missing.')
  if (words.length > 1) throw usage('Put the text in quotation marks.')
  return [{ text: checked(word === '-' ? await readInput(signal) : word) }]
}

/** The texts of some files, all read before anything is asked. The first that cannot be read is thrown. */
async function documentTexts(files: readonly string[], column: string | null, { output, signal }: Invocation): Promise<GivenText[]> {
  const listed = await Promise.all(files.map((file) => listFile(absolute(file), file)))
  const texts: GivenText[] = []
  for await (const document of documentsOf(listed, { column, template: seedTemplate }, signal)) {
    if (document.failure) throw new StudioError(document.failure)
    for (const note of document.notes) output.note(`${document.id}: ${note}`)
    if (document.text.trim() === '') output.note(`${document.id}: it has no text, and is passed over.`)
    else texts.push({ text: document.text, file: document.id })
  }
  return texts
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
  const text = decodeText(Buffer.concat(pieces))
  if (text !== null) return text
  throw new StudioError({
    code: 'file-binary',
    message: 'What came on standard input is no text.',
    hint: 'Name a document with --file; its kind is told from its bytes.',
  })
}

function checked(text: string): string {
  if (text.trim() === '') throw usage('The text is empty.')
  if (text.length <= mostDocumentCharacters) return text
  throw new StudioError({
    code: 'text-too-long',
    message: `The text has ${text.length} characters; at most ${mostDocumentCharacters} are resolved at once.`,
    hint: 'Split it into parts.',
  })
}
