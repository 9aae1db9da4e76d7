import { randomBytes } from 'node:crypto'
import { access, constants, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../shared/errors'
import type { Certificate, ExportFormat, ExportResult } from '../../shared/exporting'
import type { Run, WeightsName } from '../../shared/run'
import { askMany } from '../evaluating/ask-many'
import { heldOutRows } from '../evaluating/evaluating'
import { errnoOf, syncFolder, syncTree, writeFailure } from '../files/atomic'
import type { JobParts } from '../job-parts'
import { readTemplate } from '../resolving/resolving'
import { scorecard, scoreExample } from '../scoring/score'
import { Sidecar } from '../sidecar/sidecar'
import { exportCard, exportCommands } from './export-card'

/** Most held-out rows the exported folder is asked again. */
const certificateRows = 32

/** Longest name that file systems take, in bytes. */
const maxNameBytes = 255

export type ExportRequest = {
  readonly runId: string
  readonly format: ExportFormat
  readonly folder: string
  readonly name: string
  readonly weights?: WeightsName
}

/** Writes a run's model or adapter into a folder of the person's choice, and proves that it answers as the adapter does. */
export class Exporting {
  readonly #parts: JobParts

  constructor(parts: JobParts) {
    this.#parts = parts
  }

  /** Exports into a new folder `name` inside `folder`. It appears whole or not at all; one that exists is never written into. */
  async export({ runId, format, folder, name, weights = 'best' }: ExportRequest, signal: AbortSignal): Promise<ExportResult> {
    const { runs, queue } = this.#parts
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
      const certificate = await queue.run(signal, () =>
        format === 'mlx' ? this.#fuse(run, adapter, out, signal) : this.#copyAdapter(adapter, out),
      )
      const commands = exportCommands(format, path, run, await readTemplate(runs.files(runId).prompt))
      await writeFile(join(out, 'README.md'), exportCard(run, { format, weights, certificate, commands }))
      await syncTree(out)
      await refuseTaken(path)
      await rename(out, path)
      await syncFolder(folder)
      const exported = { path, at: new Date().toISOString(), certificate }
      await runs
        .update(runId, (now) => ({ exports: [...now.exports, exported] }))
        .catch(async (error: unknown) => {
          // An export that its run does not know of is none.
          await rename(path, out)
          throw error
        })
      const files = await filesOf(path)
      return { path, format, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files, certificate, commands }
    } catch (error) {
      throw errnoOf(error) ? writeFailure(path, error) : error
    } finally {
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
    }
  }

  async #copyAdapter(adapter: string, out: string): Promise<Certificate> {
    await mkdir(out, { recursive: true })
    await cp(adapter, out, { recursive: true })
    return { rows: 0, same: 0, adapterF1: null, exportF1: null }
  }

  async #fuse(run: Run, adapter: string, out: string, signal: AbortSignal): Promise<Certificate> {
    const { runs, models, python, emit } = this.#parts
    const files = runs.files(run.id)
    const model = models.path(run.model.ref)
    const progress = (phase: string, done: number, total: number) =>
      emit({ type: 'job.progress', id: run.id, job: 'export', phase, done, total })
    const { sidecar } = await Sidecar.start({ ...python, log: files.log }, signal)
    try {
      progress('fusing', 0, 3)
      await sidecar.request('fuse', { model, adapter, out, dequantize: true }, { signal })
      const rows = (await heldOutRows(files)).slice(0, certificateRows)
      progress('asking the adapter', 1, 3)
      const before = await askMany(sidecar, { model, adapter: { path: adapter, enabled: true } }, rows, signal)
      progress('asking the export', 2, 3)
      const after = await askMany(sidecar, { model: out, adapter: null }, rows, signal)
      const f1 = (outputs: readonly string[]) =>
        rows.length > 0
          ? scorecard(rows.map(({ source, gold }, row) => scoreExample({ source, gold, output: outputs[row] ?? '' }))).f1
          : null
      const same = before.filter((text, row) => text === after[row]).length
      if (rows.length > 0 && same === 0) {
        throw new StudioError({
          code: 'export-differs',
          message: `The fused model answered none of ${rows.length} held-out rows as the adapter does, so it was not kept.`,
          hint: 'Export the adapter alone, and use it with the base model.',
        })
      }
      return { rows: rows.length, same, adapterF1: f1(before), exportF1: f1(after) }
    } finally {
      await sidecar.stop()
    }
  }
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
