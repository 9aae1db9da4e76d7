import { randomBytes } from 'node:crypto'
import { access, constants, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../shared/errors'
import { type Certificate, type ExportFormat, type ExportResult, isFused, type PackedBits } from '../../shared/exporting'
import type { Result } from '../../shared/protocol'
import type { Run, WeightsName } from '../../shared/run'
import { heldOutRows } from '../evaluating/evaluating'
import { errnoOf, syncFolder, syncTree, writeFailure } from '../files/atomic'
import type { JobParts } from '../job-parts'
import { isEnglish } from '../linting/language'
import { readTemplate } from '../resolving/resolving'
import { type PromptTemplate, promptFor } from '../rows/prompt-template'
import { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'
import { type BaseModel, readBaseModel } from './base-model'
import { certify, unasked } from './certifying'
import { exportCard } from './export-card'
import { exampleText, exportCommands, type Usable } from './export-commands'
import { contextFor, modelfile } from './modelfile'
import { recordName, recordOf, type Versions } from './replay'

/** Most held-out rows the exported folder is asked again. */
const certificateRows = 32

/** Longest name that file systems take, in bytes. */
const maxNameBytes = 255

/** How many parts making a model has; each is told of as it begins. */
const parts = 5

export type ExportRequest = {
  readonly runId: string
  readonly format: ExportFormat
  readonly folder: string
  readonly name: string
  readonly weights?: WeightsName
  /** Packs the weights of a fused model on purpose; null leaves them whole. */
  readonly bits?: PackedBits | null
}

/** What an export is made of. Absolute paths. */
type Made = {
  readonly run: Run
  readonly format: ExportFormat
  readonly bits: PackedBits | null
  readonly model: string
  readonly adapter: string
  readonly out: string
  readonly base: BaseModel
  readonly prompt: PromptTemplate
  readonly rows: readonly HeldOut[]
}

/** Writes a run's model or adapter into a folder of the person's choice, and proves that it answers as the adapter does. */
export class Exporting {
  readonly #parts: JobParts

  constructor(parts: JobParts) {
    this.#parts = parts
  }

  /**
   * Exports into a new folder `name` inside `folder`. It appears whole or not at all; one that exists is never written into. Throws `bad-input`,
   * `model-invalid` and `adapter-invalid` for what a format cannot say, in words.
   */
  async export({ runId, format, folder, name, weights = 'best', bits = null }: ExportRequest, signal: AbortSignal): Promise<ExportResult> {
    const { runs, models, queue } = this.#parts
    refuseUnpackable(format, bits)
    const run = runs.get(runId)
    const adapter = await runs.adapter(runId, weights)
    const path = join(folder, checkedName(name))
    await refuseTaken(path)
    // All that is half is inside one folder, also what a Python that was killed leaves behind.
    const unfinished = join(folder, `.antecedent-${randomBytes(6).toString('hex')}.part`)
    const out = join(unfinished, 'out')
    try {
      await refuseUnwritable(folder)
      await mkdir(unfinished)
      // An adapter can go without its base model.
      const model = format === 'adapter' ? placeOf(models, run) : models.path(run.model.ref)
      const files = runs.files(runId)
      const [base, prompt] = [await readBaseModel(model, run.model.ref), await readTemplate(files.prompt)]
      const rows = (await heldOutRows(files)).slice(0, certificateRows)
      const made = { run, format, bits, model: model ?? '', adapter, out, base, prompt, rows }
      const { certificate, versions } = await queue.run(signal, () => this.#make(made, signal))
      const usable: Usable = { format, bits, path, name, base: { mlx: base.mlx, transformers: base.transformers } }
      const at = new Date().toISOString()
      const about = { format, bits, weights, prompt, versions, certificate }
      const english = rows.length > 0 && isEnglish(rows.map(({ source }) => source).join('\n'))
      // Whoever it is handed on to has no use for a folder of this machine.
      const elsewhere: Usable = { ...usable, path: '.', base: { ...usable.base, transformers: base.named } }
      await writeFile(join(out, 'README.md'), exportCard(run, { ...about, base, english, usable: elsewhere }))
      await writeFile(join(out, recordName), `${JSON.stringify(recordOf(run, { ...about, at, licence: base.licence }), null, 2)}\n`)
      await syncTree(out)
      await refuseTaken(path)
      await rename(out, path)
      await syncFolder(folder)
      await runs
        .update(runId, (now) => ({ exports: [...now.exports, { path, at, certificate }] }))
        .catch(async (error: unknown) => {
          // An export that its run does not know of is none.
          await rename(path, out)
          throw error
        })
      const written = await filesOf(path)
      const bytes = written.reduce((sum, file) => sum + file.bytes, 0)
      return { path, format, bits, bytes, files: written, certificate, commands: exportCommands(usable, run, prompt) }
    } catch (error) {
      throw errnoOf(error) ? writeFailure(path, error) : error
    } finally {
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
    }
  }

  async #make(made: Made, signal: AbortSignal): Promise<{ readonly certificate: Certificate; readonly versions: Versions | null }> {
    const { run, format, model, adapter, out, base } = made
    if (format === 'adapter') {
      await mkdir(out, { recursive: true })
      await cp(adapter, out, { recursive: true })
      return { certificate: unasked, versions: null }
    }
    const { runs, python } = this.#parts
    const { sidecar, facts } = await Sidecar.start({ ...python, log: runs.files(run.id).log }, signal)
    const versions = { python: facts.python, mlx: facts.mlx, mlxLm: facts.mlxLm }
    try {
      if (isFused(format)) return { certificate: await this.#fuse(sidecar, made, signal), versions }
      await sidecar.request('peft', { model, adapter, out, base: base.transformers }, { signal })
      return { certificate: unasked, versions }
    } finally {
      await sidecar.stop()
    }
  }

  async #fuse(
    sidecar: Sidecar,
    { run, format, bits, model, adapter, out, base, prompt, rows }: Made,
    signal: AbortSignal,
  ): Promise<Certificate> {
    let done = 0
    const tell = (phase: string) => this.#parts.emit({ type: 'job.progress', id: run.id, job: 'export', phase, done: done++, total: parts })
    tell('fusing')
    // What Ollama's template cannot say is refused before minutes of work.
    const asked = format === 'ollama' ? await sidecar.request('ollama', { model, conversations: conversations(prompt) }, { signal }) : null
    await sidecar.request('fuse', { model, adapter, out, dequantize: true, bits }, { signal })
    if (asked !== null) await addModelfile(out, asked, prompt.system, contextFor(run.config.max_seq_length, base.positions))
    return certify(sidecar, { model, adapter, out, rows }, bits, signal, tell)
  }
}

function placeOf(models: JobParts['models'], run: Run): string | null {
  try {
    return models.path(run.model.ref)
  } catch {
    return null
  }
}

/** What a template has to write as in training: one question, and one after its answer. */
function conversations(prompt: PromptTemplate): ReturnType<typeof promptFor>[] {
  const examples = [{ source: exampleText, rewrite: 'Paul went to a shop. Paul met Andy.' }]
  return [promptFor(exampleText, prompt), promptFor(exampleText, { ...prompt, examples })]
}

/** Puts a Modelfile beside the weights, and says whether the prompt's first token is the tokenizer's to put, which Ollama asks its settings. */
async function addModelfile(
  out: string,
  { template, stops, begins }: Result<'ollama'>,
  system: string | null,
  context: number,
): Promise<void> {
  await writeFile(join(out, 'Modelfile'), modelfile({ template, stops, system, context }))
  const file = join(out, 'tokenizer_config.json')
  const settings: unknown = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...Object(settings), add_bos_token: begins }, null, 2))
}

function refuseUnpackable(format: ExportFormat, bits: PackedBits | null): void {
  if (bits === null || format === 'mlx') return
  throw new StudioError({
    code: 'bad-input',
    message: 'Only a fused model for mlx-lm can be packed into few bits.',
    hint: format === 'ollama' ? 'Ollama packs by itself: ollama create --quantize q8_0.' : 'Leave it out: an adapter is small already.',
  })
}

/** Known before minutes of work, not after them. */
async function refuseUnwritable(folder: string): Promise<void> {
  const found = await stat(folder)
  if (!found.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  await access(folder, constants.W_OK)
}

function checkedName(name: string): string {
  if (name === '' || /^\.|[/\\\0]/.test(name) || Buffer.byteLength(name) > maxNameBytes)
    throw new StudioError({
      code: 'bad-input',
      message: `“${name}” cannot be a folder’s name.`,
      hint: 'Leave out slashes and a leading dot, and keep it short.',
    })
  return name
}

/** Refuses a path where something is already. Throws `file-not-written`. */
export async function refuseTaken(path: string): Promise<void> {
  const taken = await stat(path).then(
    () => true,
    () => false,
  )
  if (taken)
    throw new StudioError({
      code: 'file-not-written',
      message: `There is already something at ${path}.`,
      hint: 'Choose another name or folder; nothing is overwritten.',
      where: { file: path },
    })
}

async function filesOf(path: string): Promise<{ name: string; bytes: number }[]> {
  const names = (await readdir(path)).sort()
  return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(path, name))).size })))
}
