import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../shared/errors'
import { type Certificate, type ExportFormat, type GgufFacts, type GgufType, isFused, type PackedBits } from '../../shared/exporting'
import type { Run } from '../../shared/run'
import type { JobParts } from '../job-parts'
import { type PromptTemplate, promptFor } from '../rows/prompt-template'
import { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'
import type { BaseModel } from './base-model'
import { certify, unasked } from './certifying'
import { exampleText } from './export-commands'
import { sayFirstToken } from './first-token'
import type { ConverterPlace } from './gguf/converter-process'
import { askConverter, convert } from './gguf/converting'
import { addTokenizerFiles } from './gguf/tokenizer-files'
import { contextFor, modelfile } from './modelfile'
import type { Versions } from './replay'

/** How many parts making a model has, each told of as it begins; two more where it is converted. */
const parts = { fused: 5, converted: 7 }

/** What an export is made of. Absolute paths; `out` is inside `unfinished`, where everything goes that is not finished. */
export type Ingredients = {
  readonly run: Run
  readonly format: ExportFormat
  readonly bits: PackedBits | null
  readonly ggufType: GgufType
  /** llama.cpp's converter; null for what is not converted. */
  readonly converter: Pick<ConverterPlace, 'python' | 'script'> | null
  readonly name: string
  readonly model: string
  readonly adapter: string
  readonly unfinished: string
  readonly out: string
  readonly base: BaseModel
  readonly prompt: PromptTemplate
  readonly rows: readonly HeldOut[]
}

/** What was made in `out`, and what is known of it. */
export type Made = {
  readonly certificate: Certificate
  readonly versions: Versions | null
  readonly gguf: GgufFacts | null
  /** Whether Ollama can be told how it is asked; where it should and cannot, the notes say why. */
  readonly modelfile: boolean
  readonly notes: readonly string[]
}

type Progress = (phase: string) => void

/** Makes an export and proves it. Throws what the sidecar throws, and what the converter's failures are. */
export async function make(
  ingredients: Ingredients,
  { runs, python, emit }: Pick<JobParts, 'runs' | 'python' | 'emit'>,
  signal: AbortSignal,
): Promise<Made> {
  const { run, format, model, adapter, unfinished, out, base, ggufType, name } = ingredients
  const nothing = { certificate: unasked, versions: null, gguf: null, modelfile: false, notes: [] }
  if (format === 'adapter') {
    await mkdir(out, { recursive: true })
    await cp(adapter, out, { recursive: true })
    return nothing
  }
  const { log } = runs.files(run.id)
  const place = ingredients.converter === null ? null : { ...ingredients.converter, log, folder: unfinished }
  let done = 0
  const total = place === null ? parts.fused : parts.converted
  const tell = (phase: string) => emit({ type: 'job.progress', id: run.id, job: 'export', phase, done: done++, total })
  if (place !== null) {
    tell('asking the converter')
    await askConverter(place, ggufType, signal)
  }
  const { sidecar, facts } = await Sidecar.start({ ...python, log }, signal)
  const versions = { python: facts.python, mlx: facts.mlx, mlxLm: facts.mlxLm }
  const fused = place === null ? out : join(unfinished, 'fused')
  let made: Fused
  try {
    if (!isFused(format)) {
      await sidecar.request('peft', { model, adapter, out, base: base.transformers }, { signal })
      return { ...nothing, versions }
    }
    made = await fuse(sidecar, { ...ingredients, out: fused }, signal, tell)
  } finally {
    await sidecar.stop()
  }
  const { certificate, asked, notes } = made
  let gguf: GgufFacts | null = null
  if (place !== null) {
    tell('converting')
    await addTokenizerFiles(fused, model, asked?.begins ?? null)
    await mkdir(out)
    gguf = await convert(place, { model: fused, name, type: ggufType, to: join(out, `${name}.gguf`) }, signal)
  }
  if (asked !== null) await writeFile(join(out, 'Modelfile'), asked.text)
  return { certificate, versions, gguf, modelfile: asked !== null, notes }
}

/** What Ollama is told; whether the tokenizer puts the first token of a prompt. */
type Asked = { readonly text: string; readonly begins: boolean }

type Fused = { readonly certificate: Certificate; readonly asked: Asked | null; readonly notes: readonly string[] }

async function fuse(sidecar: Sidecar, ingredients: Ingredients, signal: AbortSignal, tell: Progress): Promise<Fused> {
  const { bits, model, adapter, out, rows, format } = ingredients
  tell('fusing')
  // What Ollama's template cannot say is refused before minutes of work.
  const asked = await askedByOllama(sidecar, ingredients, signal)
  await sidecar.request('fuse', { model, adapter, out, dequantize: true, bits }, { signal })
  if (format === 'ollama' && asked.asked !== null) await sayFirstToken(out, asked.asked.begins)
  return { ...asked, certificate: await certify(sidecar, { model, adapter, out, rows }, bits, signal, tell) }
}

/** The Modelfile of a format that has one. A GGUF goes without where it cannot be said, with a note; another format is refused then. */
async function askedByOllama(sidecar: Sidecar, ingredients: Ingredients, signal: AbortSignal): Promise<Omit<Fused, 'certificate'>> {
  const { format, name, model, prompt, run, base } = ingredients
  if (format !== 'ollama' && format !== 'gguf') return { asked: null, notes: [] }
  try {
    const { template, stops, begins } = await sidecar.request('ollama', { model, conversations: conversations(prompt) }, { signal })
    const context = contextFor(run.config.max_seq_length, base.positions)
    const from = format === 'gguf' ? `./${name}.gguf` : '.'
    return { asked: { text: modelfile({ from, template, stops, system: prompt.system, context }), begins }, notes: [] }
  } catch (error) {
    if (format === 'ollama' || !(error instanceof StudioError) || !isUnsayable(error)) throw error
    return { asked: null, notes: [`There is no Modelfile for Ollama. ${error.failure.message} llama.cpp reads the template in the .gguf.`] }
  }
}

function isUnsayable({ failure: { code } }: StudioError): boolean {
  return code === 'model-invalid' || code === 'bad-input'
}

/** What a template has to write as in training: one question, and one after its answer. */
function conversations(prompt: PromptTemplate): ReturnType<typeof promptFor>[] {
  const examples = [{ source: exampleText, rewrite: 'Paul went to a shop. Paul met Andy.' }]
  return [promptFor(exampleText, prompt), promptFor(exampleText, { ...prompt, examples })]
}
