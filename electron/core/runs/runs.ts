import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import { type Run, type RunState, run, type WeightsName } from '../../shared/run'
import { type Metric, metric } from '../../shared/training'
import { makeFolder, syncFolder, writeAtomically, writeFailure } from '../files/atomic'
import { readJsonLines } from '../files/json-lines'
import type { HomeLayout } from '../home'
import type { Shell } from '../options'
import { newestCheckpoint } from './checkpoints'
import { withInterruption } from './interruptions'
import { reachedBy } from './metrics'
import { type RunFiles, runFiles } from './run-files'

/** Longest name of a run, in UTF-16 units, as the contract has it. */
const maxNameLength = 120
/** Most notes a run keeps, the newest. */
const maxNotes = 200
/** What ids of runs begin with; other names in their folder are none of the app's. */
const idPrefix = 'r-'
/** What an id of a run is. */
const wholeId = /^r-\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$/
/** What a folder holds before its run has a record; what a write was killed in may be there too. */
const beforeRecord = /^(data|prompt\.json|hosts\.json|\.antecedent-[0-9a-f]+\.tmp)$/
/** Longest part of a log that is shown, in bytes. */
const shownLogBytes = 200_000

/** A run before it has a folder. */
export type RunDraft = Omit<Run, 'id' | 'createdAt'>

/** A run in the trash of the home; its name is null where its record is damaged. */
export type TrashedRun = { readonly id: string; readonly name: string | null; readonly removedAt: string; readonly folder: string }

/** What a run's folder is called in the trash: its id, and when it was removed in milliseconds. */
const trashedName = /^(r-\d{4}-\d{2}-\d{2}-[0-9a-f]{8})-(\d+)$/

/** The runs of a home: one folder each, never used twice. */
export class Runs {
  readonly #layout: HomeLayout
  readonly #emit: (event: AppEvent) => void
  readonly #trash: Shell['trash']
  readonly #runs = new Map<string, Run>()
  readonly #unreadable: string[] = []
  /** Records are written one after the other, so that none overwrites a later one. */
  #written: Promise<unknown> = Promise.resolve()

  private constructor(layout: HomeLayout, emit: (event: AppEvent) => void, trash: Shell['trash']) {
    this.#layout = layout
    this.#emit = emit
    this.#trash = trash
  }

  /**
   * Reads every run. One that claims to run was interrupted, since nothing else has this home open. What is left of one whose start
   * was killed before it had a record is cleared away. `trash` is the system's, where there is one.
   */
  static async open(layout: HomeLayout, emit: (event: AppEvent) => void, trash: Shell['trash'] = null): Promise<Runs> {
    const runs = new Runs(layout, emit, trash)
    for (const id of await readdir(layout.runs)) {
      const record = await readRecord(runFiles(layout.runs, id).record)
      if (record?.id === id) runs.#runs.set(id, record)
      else if (!id.startsWith(idPrefix)) continue
      else if (await neverBegan(layout.runs, id)) await rm(join(layout.runs, id), { recursive: true, force: true }).catch(() => undefined)
      else runs.#unreadable.push(id)
    }
    for (const { id, state } of runs.list()) if (state.state === 'running') await runs.#interrupt(id)
    return runs
  }

  /** Folders among the runs whose record is damaged or missing. They are left as they are. */
  get unreadable(): readonly string[] {
    return this.#unreadable
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

  /** Makes a new run's folder, lets `fill` write what the run needs into it, and then its record: what has a record is whole. */
  async create(draft: RunDraft, fill: (files: RunFiles) => Promise<void> = async () => undefined): Promise<Run> {
    const createdAt = new Date().toISOString()
    const id = `${idPrefix}${createdAt.slice(0, 10)}-${randomBytes(4).toString('hex')}`
    const files = this.files(id)
    const { folder } = files
    try {
      await makeFolder(this.#layout.runs)
      await mkdir(folder)
      await mkdir(files.data)
      await fill(files)
      const record = await this.#write({ ...draft, name: shortened(draft.name), id, createdAt })
      await syncFolder(this.#layout.runs)
      return record
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
      throw writeFailure(folder, error)
    }
  }

  /** Changes a run and writes it down. Changes of one run that come at once are all kept; a function is given the run as it is then. */
  update(id: string, change: Partial<Run> | ((run: Run) => Partial<Run>)): Promise<Run> {
    const done = this.#written.then(() => {
      const record = this.get(id)
      return this.#write(record, typeof change === 'function' ? change(record) : change)
    })
    this.#written = done.catch(() => undefined)
    return done
  }

  /** Adds a sentence that a person should know of a run. One that stands there last already is not said again. */
  note(id: string, message: string): Promise<Run> {
    const at = new Date().toISOString()
    return this.update(id, ({ notes }) =>
      notes.at(-1)?.message === message ? {} : { notes: [...notes, { at, message }].slice(-maxNotes) },
    )
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

  /** Moves a run's folder to the system's trash, or to that of the home where there is none. Throws `busy` while it runs. */
  async remove(id: string): Promise<void> {
    const record = this.get(id)
    if (record.state.state === 'running')
      throw new StudioError({ code: 'busy', message: `${record.name} is running.`, hint: 'Stop it first.' })
    const { folder } = this.files(id)
    await makeFolder(this.#layout.trash)
    const trashed = join(this.#layout.trash, `${id}-${Date.now()}`)
    await rename(folder, trashed).catch((error: unknown) => {
      throw writeFailure(folder, error)
    })
    await syncFolder(this.#layout.runs)
    this.#runs.delete(id)
    this.#emit({ type: 'run.removed', runId: id })
    // What the system's trash does not take stays in the home's.
    await this.#trash?.(trashed).catch(() => undefined)
  }

  /** Runs in the trash of the home, the one that was removed last first. */
  async trashed(): Promise<readonly TrashedRun[]> {
    const names = (await readdir(this.#layout.trash)).filter((name) => trashedName.test(name))
    const found = await Promise.all(
      names.map(async (name): Promise<TrashedRun> => {
        const [, id = '', at = ''] = trashedName.exec(name) ?? []
        const folder = join(this.#layout.trash, name)
        const record = await readRecord(join(folder, 'run.json'))
        return { id, name: record?.name ?? null, removedAt: new Date(Number(at)).toISOString(), folder }
      }),
    )
    return found.sort((a, b) => b.removedAt.localeCompare(a.removedAt))
  }

  /** Takes a run out of the trash of the home again. Throws `not-found`, and `bad-input` for one whose record is damaged. */
  async restore(id: string): Promise<Run> {
    const found = (await this.trashed()).find((trashed) => trashed.id === id)
    if (!found)
      throw new StudioError({
        code: 'not-found',
        message: `There is no run “${id}” in the trash.`,
        hint: '“antecedent runs trash” lists them.',
      })
    const record = await readRecord(join(found.folder, 'run.json'))
    if (!record)
      throw new StudioError({ code: 'bad-input', message: `The record of ${id} is damaged.`, hint: `Its folder is ${found.folder}.` })
    await rename(found.folder, this.files(id).folder).catch((error: unknown) => {
      throw writeFailure(found.folder, error)
    })
    await syncFolder(this.#layout.runs)
    this.#runs.set(id, record)
    this.#emit({ type: 'run.changed', run: record })
    return record
  }

  /** Deletes for good what is in the trash of the home. Returns the runs that are gone. */
  async emptyTrash(): Promise<readonly TrashedRun[]> {
    const gone = await this.trashed()
    for (const { folder } of gone) await rm(folder, { recursive: true, force: true })
    return gone
  }

  /** Drops a run that never began: nothing in it is worth keeping. */
  async discard(id: string): Promise<void> {
    this.#runs.delete(id)
    await rm(this.files(id).folder, { recursive: true, force: true })
    this.#emit({ type: 'run.removed', runId: id })
  }

  /** Whether the run has an adapter that answers. */
  async hasAdapter(id: string, weights: WeightsName = 'best'): Promise<boolean> {
    return access(join(this.files(id)[weights], 'adapters.safetensors')).then(
      () => true,
      () => false,
    )
  }

  /** The folder of a run's weights. Throws `adapter-missing` where it has none yet. */
  async adapter(id: string, weights: WeightsName): Promise<string> {
    const { name } = this.get(id)
    if (await this.hasAdapter(id, weights)) return this.files(id)[weights]
    throw new StudioError({
      code: 'adapter-missing',
      message: weights === 'best' ? `${name} has nothing learned to use yet.` : `${name} has no weights of a last checkpoint.`,
      hint:
        weights === 'best'
          ? 'Wait for its first validation, or choose a finished run.'
          : 'Use its best weights, or wait for its first checkpoint.',
    })
  }

  /** A full disk must not keep the app from opening: then the run is only shown as interrupted. */
  async #interrupt(id: string): Promise<void> {
    const files = this.files(id)
    const { step, bestStep } = reachedBy(await readJsonLines(files.metrics, metric).catch(() => []))
    const kept = (await this.hasAdapter(id)) ? bestStep : null
    const checkpoint = await newestCheckpoint(files.checkpoints)
    const state: RunState = { state: 'interrupted', step: Math.max(step, checkpoint?.step ?? 0), bestStep: kept, failure: null }
    const latest = { at: new Date().toISOString(), code: null, step: checkpoint?.step ?? 0 }
    const change = { state, checkpoint, interruptions: withInterruption(this.get(id).interruptions, latest) }
    await this.update(id, change).catch(() => this.#runs.set(id, { ...this.get(id), ...change }))
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

/** Whether a folder is what a start that was killed left: no record, and nothing but copies of a dataset's rows and settings. */
async function neverBegan(runs: string, id: string): Promise<boolean> {
  if (!wholeId.test(id)) return false
  const names = await readdir(join(runs, id)).catch(() => null)
  return names?.every((name) => beforeRecord.test(name)) ?? false
}

async function readRecord(path: string): Promise<Run | null> {
  try {
    return run.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
