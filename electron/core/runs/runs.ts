import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import { type Run, type RunState, run } from '../../shared/run'
import { type Metric, metric } from '../../shared/training'
import { syncFolder, writeAtomically, writeFailure } from '../files/atomic'
import { readJsonLines } from '../files/json-lines'
import type { HomeLayout } from '../home'
import { type RunFiles, runFiles } from './run-files'

/** Longest name of a run, in UTF-16 units, as the contract has it. */
const maxNameLength = 120
/** Longest part of a log that is shown, in bytes. */
const shownLogBytes = 200_000

/** The runs of a home: one folder each, never used twice. */
export class Runs {
  readonly #layout: HomeLayout
  readonly #emit: (event: AppEvent) => void
  readonly #runs = new Map<string, Run>()
  /** Records are written one after the other, so that none overwrites a later one. */
  #written: Promise<unknown> = Promise.resolve()

  private constructor(layout: HomeLayout, emit: (event: AppEvent) => void) {
    this.#layout = layout
    this.#emit = emit
  }

  /** Reads every run. One that claims to run was interrupted, since nothing else has this home open. */
  static async open(layout: HomeLayout, emit: (event: AppEvent) => void): Promise<Runs> {
    const runs = new Runs(layout, emit)
    for (const id of await readdir(layout.runs)) {
      const record = await readRecord(runFiles(layout.runs, id).record)
      if (record?.id === id) runs.#runs.set(id, record)
    }
    for (const { id, state } of runs.list()) if (state.state === 'running') await runs.#interrupt(id)
    return runs
  }

  /** Newest first. */
  list(): Run[] {
    return [...this.#runs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  }

  get(id: string): Run {
    const record = this.#runs.get(id)
    if (!record)
      throw new StudioError({ code: 'not-found', message: `There is no run “${id}”.`, hint: 'The list of runs shows which there are.' })
    return record
  }

  files(id: string): RunFiles {
    return runFiles(this.#layout.runs, id)
  }

  /** Makes a new run's folder and record. */
  async create(draft: Omit<Run, 'id' | 'createdAt'>): Promise<Run> {
    const createdAt = new Date().toISOString()
    const id = `r-${createdAt.slice(0, 10)}-${randomBytes(4).toString('hex')}`
    const { folder, data } = this.files(id)
    try {
      await mkdir(data, { recursive: true })
      return await this.#write({ ...draft, name: shortened(draft.name), id, createdAt })
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
      throw writeFailure(folder, error)
    }
  }

  /** Changes a run and writes it down. Changes of one run that come at once are all kept. */
  update(id: string, change: Partial<Run>): Promise<Run> {
    const done = this.#written.then(() => this.#write(this.get(id), change))
    this.#written = done.catch(() => undefined)
    return done
  }

  /** Shows a running run's progress without writing it down. */
  show(id: string, state: RunState): Run {
    const record = { ...this.get(id), state }
    this.#runs.set(id, record)
    this.#emit({ type: 'run.changed', run: record })
    return record
  }

  async metrics(id: string): Promise<Metric[]> {
    this.get(id)
    return readJsonLines(this.files(id).metrics, metric)
  }

  /** The end of what Python wrote. */
  async log(id: string): Promise<string> {
    this.get(id)
    const file = await open(this.files(id).log, 'r').catch(() => null)
    if (!file) return ''
    try {
      const { size } = await file.stat()
      const start = Math.max(0, size - shownLogBytes)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /** Moves a run's folder to the trash of the home. Throws `busy` while it runs. */
  async remove(id: string): Promise<void> {
    const record = this.get(id)
    if (record.state.state === 'running')
      throw new StudioError({ code: 'busy', message: `${record.name} is running.`, hint: 'Stop it first.' })
    await rename(this.files(id).folder, join(this.#layout.trash, `${id}-${Date.now()}`))
    await syncFolder(this.#layout.runs)
    this.#runs.delete(id)
    this.#emit({ type: 'run.removed', runId: id })
  }

  /** Drops a run that never began: nothing in it is worth keeping. */
  async discard(id: string): Promise<void> {
    this.#runs.delete(id)
    await rm(this.files(id).folder, { recursive: true, force: true })
    this.#emit({ type: 'run.removed', runId: id })
  }

  /** Whether the run has an adapter that answers. */
  async hasAdapter(id: string): Promise<boolean> {
    return access(join(this.files(id).best, 'adapters.safetensors')).then(
      () => true,
      () => false,
    )
  }

  /** A full disk must not keep the app from opening: then the run is only shown as interrupted. */
  async #interrupt(id: string): Promise<void> {
    const metrics = await readJsonLines(this.files(id).metrics, metric).catch(() => [])
    const kept = (await this.hasAdapter(id)) ? metrics.findLast((point) => point.split === 'valid' && point.best) : undefined
    const state: RunState = { state: 'interrupted', step: metrics.at(-1)?.step ?? 0, bestStep: kept?.step ?? null }
    await this.update(id, { state }).catch(() => this.show(id, state))
  }

  /** Writes a record with a change. What is shown of the run while it is being written stays. */
  async #write(record: Run, change: Partial<Run> = {}): Promise<Run> {
    const { id } = record
    const changed = { ...change, usable: await this.hasAdapter(id) }
    await writeAtomically(this.files(id).record, `${JSON.stringify({ ...record, ...changed }, null, 2)}\n`)
    const whole = { ...(this.#runs.get(id) ?? record), ...changed }
    this.#runs.set(id, whole)
    this.#emit({ type: 'run.changed', run: whole })
    return whole
  }
}

/** A name that the record can hold: one that is too long would make a record that cannot be read back. */
function shortened(name: string): string {
  if (name.length <= maxNameLength) return name
  return `${name.slice(0, maxNameLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

async function readRecord(path: string): Promise<Run | null> {
  try {
    return run.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
