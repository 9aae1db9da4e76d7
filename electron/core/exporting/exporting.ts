import { mkdir, readdir, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportFormat, ExportResult, GgufType, PackedBits } from '../../shared/exporting'
import type { Run, WeightsName } from '../../shared/run'
import { heldOutRows } from '../evaluating/evaluating'
import { errnoOf, writeFailure } from '../files/atomic'
import { makeNewFolder, refuseTaken, type Workplace } from '../files/new-folder'
import type { JobParts } from '../job-parts'
import { isEnglish } from '../linting/language'
import { readTemplate } from '../resolving/resolving'
import { readBaseModel } from './base-model'
import { exportCard } from './export-card'
import { exportCommands, type Usable } from './export-commands'
import { type ConverterSettings, converterOf } from './gguf/converting'
import { lmStudioFolder, lmStudioNote, lmStudioPublisher } from './lm-studio'
import { type Ingredients, type Made, make } from './making'
import { checkedName, refuseUnpackable, refuseUnwritable } from './refusing'
import { recordName, recordOf } from './replay'

/** Most held-out rows the exported folder is asked again. */
const certificateRows = 32

export type ExportRequest = {
  readonly runId: string
  readonly format: ExportFormat
  /** Absolute. A `lm-studio` goes into a publisher's folder inside it, every other format right into it. */
  readonly folder: string
  readonly name: string
  readonly weights?: WeightsName
  /** Packs the weights of a fused model on purpose; null leaves them whole. */
  readonly bits?: PackedBits | null
  /** How the weights of a GGUF are written. */
  readonly ggufType?: GgufType
}

/** What is exported, from where: the run, its adapter's folder, the converter, and the path that the new folder gets. Absolute. */
type Order = Required<ExportRequest> & Pick<Ingredients, 'run' | 'adapter' | 'converter'> & { readonly path: string }

/** What of this machine an export may ask for: LM Studio's folders, the first that is there counts, and how a GGUF is made. */
export type Surroundings = { readonly lmStudio: readonly string[]; readonly settings: { readonly now: ConverterSettings } }

/** Writes a run's model or adapter into a folder of the person's choice, and proves that it answers as the adapter does. */
export class Exporting {
  readonly #parts: JobParts
  readonly #around: Surroundings

  constructor(parts: JobParts, around: Surroundings) {
    this.#parts = parts
    this.#around = around
  }

  /** Where LM Studio keeps its models on this machine; null where it does not. Absolute. */
  lmStudioFolder(): Promise<string | null> {
    return lmStudioFolder(this.#around.lmStudio)
  }

  /**
   * Exports into a new folder `name` inside `folder`. It appears whole or not at all; one that exists is never written into. Throws `bad-input`,
   * `model-invalid` and `adapter-invalid` for what a format cannot say, in words; for a GGUF also `python-missing` and `conversion-failed`.
   */
  async export(request: ExportRequest, signal: AbortSignal): Promise<ExportResult> {
    const { runId, format, folder, name, weights = 'best', bits = null, ggufType = 'bf16' } = request
    const { runs, emit } = this.#parts
    refuseUnpackable(format, bits)
    const run = runs.get(runId)
    const adapter = await runs.adapter(runId, weights)
    const place = format === 'lm-studio' ? join(folder, lmStudioPublisher) : folder
    const path = join(place, checkedName(name, format))
    await refuseTaken(path)
    const converter = format === 'gguf' ? await converterOf(this.#around.settings.now) : null
    const order = { ...request, weights, bits, ggufType, run, adapter, converter, path }
    const places = new Places(folder, place)
    emit({ type: 'job.progress', id: runId, job: 'export', phase: 'queued', done: 0, total: 0 })
    try {
      await places.open().catch((error: unknown) => {
        throw writeFailure(path, error)
      })
      const made = await makeNewFolder(
        path,
        (workplace) => this.#fill(order, workplace, signal),
        // An export that its run does not know of is none.
        async ({ at, ...made }) => {
          await runs.update(runId, (now) => ({ exports: [...now.exports, { path, at, certificate: made.certificate }] }))
          return made
        },
        signal,
      )
      places.keep()
      if (format === 'lm-studio') await this.#tellModels()
      const files = await filesOf(path)
      return { ...made, files, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }
    } finally {
      await places.close()
    }
  }

  /** Makes everything that the folder holds; says what is known of it then, and when that was. */
  async #fill(order: Order, { unfinished, out }: Workplace, signal: AbortSignal) {
    const { run, format, name, weights, bits, path } = order
    const { runs, models, queue } = this.#parts
    // An adapter can go without its base model.
    const model = format === 'adapter' ? placeOf(models, run) : models.path(run.model.ref)
    const files = runs.files(run.id)
    const [base, prompt] = [await readBaseModel(model, run.model.ref), await readTemplate(files.prompt)]
    const rows = (await heldOutRows(files)).rows.slice(0, certificateRows)
    const ingredients = { ...order, model: model ?? '', unfinished, out, base, prompt, rows }
    const made = await queue.run(signal, () => make(ingredients, this.#parts, signal))
    const { certificate, versions, gguf, modelfile } = made
    const usable: Usable = { format, bits, path, name, modelfile, base: { mlx: base.mlx, transformers: base.transformers } }
    const at = new Date().toISOString()
    const about = { format, bits, weights, prompt, versions, certificate, gguf }
    const english = rows.length > 0 && isEnglish(rows.map(({ source }) => source).join('\n'))
    // Whoever it is handed on to has no use for a folder of this machine.
    const elsewhere: Usable = { ...usable, path: '.', base: { ...usable.base, transformers: base.named } }
    await writeFile(join(out, 'README.md'), exportCard(run, { ...about, base, english, usable: elsewhere, notes: made.notes }))
    await writeFile(join(out, recordName), `${JSON.stringify(recordOf(run, { ...about, at, licence: base.licence }), null, 2)}\n`)
    const commands = exportCommands(usable, run, prompt)
    return { at, path, format, bits, gguf, certificate, commands, notes: this.#notes(order, made) }
  }

  #notes({ format, folder, name }: ExportRequest, { notes }: Made): readonly string[] {
    const note = format === 'lm-studio' ? lmStudioNote(folder, name, this.#around.lmStudio) : null
    return note === null ? notes : [...notes, note]
  }

  /** What lies in LM Studio's folder is listed here as well. */
  async #tellModels(): Promise<void> {
    const { emit, models } = this.#parts
    emit({ type: 'models.changed', models: await models.list() })
  }
}

/** The folder that an export goes into, made where it is a publisher's and missing, and taken away again where nothing came of it. */
class Places {
  readonly #folder: string
  readonly #place: string
  #made = false

  constructor(folder: string, place: string) {
    this.#folder = folder
    this.#place = place
  }

  /** Throws the system's own error where it cannot be written into. */
  async open(): Promise<void> {
    if (this.#place !== this.#folder) {
      this.#made = await mkdir(this.#place).then(
        () => true,
        (error: unknown) => {
          if (errnoOf(error) === 'EEXIST') return false
          throw error
        },
      )
    }
    await refuseUnwritable(this.#place)
  }

  keep(): void {
    this.#made = false
  }

  async close(): Promise<void> {
    // One with something in it stays.
    if (this.#made) await rmdir(this.#place).catch(() => undefined)
  }
}

function placeOf(models: JobParts['models'], run: Run): string | null {
  try {
    return models.path(run.model.ref)
  } catch {
    return null
  }
}

async function filesOf(path: string): Promise<{ name: string; bytes: number }[]> {
  const names = (await readdir(path)).sort()
  return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(path, name))).size })))
}
