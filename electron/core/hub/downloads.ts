import { randomBytes } from 'node:crypto'
import type { AppEvent } from '../../shared/contract'
import { StudioError, toFailure } from '../../shared/errors'
import type { Download } from '../../shared/hub'
import type { ModelInfo } from '../../shared/model'
import { cancelled, JobQueue } from '../jobs'
import type { Models } from '../models/models'
import { comingToRest, downloadOf, type Entry, entryOf } from './download-entry'
import { type DownloadOrder, doneOf, readDownloads, writeDownloads } from './download-list'
import { removePartialFiles, removeUnfinished } from './partial-files'
import { noteBytes, unknownSpeed } from './speed'
import { type HubParts, withHub } from './with-hub'

type Parts = HubParts & {
  /** `downloads.json` of the home. */
  readonly file: string
  /** The Hugging Face cache. */
  readonly cache: string
  readonly models: Models
  readonly emit: (event: AppEvent) => void
}

/** Milliseconds after which the list is written anew while bytes come: what an app that is killed forgets of how far they were. */
const mostForgotten = 5000

/**
 * Models on their way from the Hub into the ordinary Hugging Face cache, one at a time. What has come is kept through pauses, crashes and
 * a closed app, and gone on from.
 */
export class Downloads {
  readonly #parts: Parts
  readonly #entries = new Map<string, Entry>()
  readonly #queue = new JobQueue()
  /** The list is written by one at a time. */
  #writing: Promise<unknown> = Promise.resolve()
  #writtenAt = 0
  /** What is begun and taken out, one after the other. */
  #turn: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Opens the downloads of a home; those that did not come to their end are paused. */
  static async open(parts: Parts): Promise<Downloads> {
    const downloads = new Downloads(parts)
    for (const order of await readDownloads(parts.file)) downloads.#entries.set(order.id, entryOf(order, 'paused'))
    return downloads
  }

  /** All that have not come to their end, the newest first. */
  list(): readonly Download[] {
    return [...this.#entries.values()].reverse().map(downloadOf)
  }

  /**
   * Begins to fetch a model, or goes on with it where it was begun. Throws `offline`, `bad-input`, `disk-full` and `file-not-written`; what
   * goes wrong later is in its state.
   * @param revision as it was looked at; null takes what is there now
   */
  start(repo: string, revision: string | null): Promise<Download> {
    return this.#inTurn(async () => {
      const { host } = await this.#parts.accounts.access()
      const known = [...this.#entries.values()].find(({ order }) => order.repo === repo && order.host === host)
      if (known) await comingToRest(known)
      const entry = known ?? entryOf({ id: `d-${randomBytes(6).toString('hex')}`, repo, revision, host, files: [] }, 'waiting')
      const { id } = entry.order
      const before = entry.order
      if (revision !== null && entry.work === null) entry.order = { ...entry.order, revision }
      this.#entries.set(id, entry)
      try {
        await this.#write()
      } catch (error) {
        entry.order = before
        if (!known) this.#entries.delete(id)
        throw error
      }
      this.#begin(entry)
      return downloadOf(entry)
    })
  }

  /** Goes on with one that is paused or failed. Throws `not-found`, and `offline`. */
  continue(id: string): Promise<Download> {
    return this.#inTurn(async () => {
      const entry = this.#entry(id)
      const { host } = await this.#parts.accounts.access()
      if (host !== entry.order.host)
        throw new StudioError({
          code: 'not-allowed',
          message: `This was begun at ${entry.order.host}, and the settings name ${host} now.`,
          hint: 'Set the address back to go on, or take this download out and begin it anew.',
        })
      await comingToRest(entry)
      this.#begin(this.#entry(id))
      return downloadOf(entry)
    })
  }

  /** Ends the work on one and keeps what has come. Throws `not-found`. */
  async pause(id: string): Promise<void> {
    const { work } = this.#entry(id)
    work?.controller.abort()
    await work?.ended.catch(() => undefined)
  }

  /** Takes one out of the list, with what has come of it. Throws `not-found`, `disk-full` and `file-not-written`. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.pause(id)
      const entry = this.#entry(id)
      const { repo } = entry.order
      this.#entries.delete(id)
      try {
        await this.#write()
      } catch (error) {
        this.#entries.set(id, entry)
        throw error
      }
      if (!this.#isAsked(repo)) await removeUnfinished(this.#parts.cache, repo)
      this.#parts.emit({ type: 'download.ended', id, repo, model: null })
    })
  }

  /** The model once one is whole. Rejects with why it came to no end: `cancelled` where it was paused. */
  async whole(id: string): Promise<ModelInfo> {
    const model = await this.#entry(id).work?.ended
    if (!model) throw cancelled()
    return model
  }

  /** Pauses everything, waits until it is, and lets nothing begin any more. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#entries.keys()].map((id) => this.pause(id)))
    await this.#turn
    await this.#writing
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #begin(entry: Entry): void {
    if (this.#closed) throw cancelled()
    if (entry.work !== null) return
    const controller = new AbortController()
    this.#tell(entry, { state: 'waiting', failure: null, speed: unknownSpeed })
    const ended = this.#queue
      .run(controller.signal, () => this.#fetch(entry, controller.signal))
      .then(
        (model) => this.#finish(entry, model),
        (error: unknown) => this.#interrupt(entry, error),
      )
    entry.work = { controller, ended }
    // Whoever waits hears of it by `whole`.
    ended.catch(() => undefined)
  }

  async #fetch(entry: Entry, signal: AbortSignal): Promise<ModelInfo> {
    const { models, cache } = this.#parts
    const { repo, revision } = entry.order
    this.#tell(entry, { state: 'fetching' })
    return withHub(this.#parts, signal, async (sidecar, { address, token }, ending) => {
      const fetched = await sidecar.request(
        'download',
        { repo, revision, address, token, cache },
        {
          signal: ending,
          onNotification: ({ method, params }) => {
            if (method === 'transfer') this.#note(entry, params.files)
            if (method === 'progress' && (params.phase === 'checking') !== (entry.state === 'checking'))
              this.#tell(entry, { state: params.phase === 'checking' ? 'checking' : 'fetching' })
          },
        },
      )
      return models.addHub(repo, fetched.path)
    })
  }

  async #finish(entry: Entry, model: ModelInfo): Promise<ModelInfo> {
    const { id, repo } = entry.order
    entry.work = null
    this.#entries.delete(id)
    await this.#write().catch(() => undefined)
    // Of a version that was asked for before.
    if (!this.#isAsked(repo)) await removePartialFiles(this.#parts.cache, repo).catch(() => undefined)
    this.#parts.emit({ type: 'download.ended', id, repo, model: model.ref })
    return model
  }

  async #interrupt(entry: Entry, error: unknown): Promise<never> {
    const failure = toFailure(error)
    entry.work = null
    this.#tell(entry, failure.code === 'cancelled' ? { state: 'paused' } : { state: 'failed', failure })
    await this.#write().catch(() => undefined)
    throw error
  }

  #note(entry: Entry, files: DownloadOrder['files']): void {
    const isFirst = entry.order.files.length === 0
    entry.order = { ...entry.order, files }
    if (isFirst || performance.now() - this.#writtenAt > mostForgotten) void this.#write().catch(() => undefined)
    this.#tell(entry, { state: 'fetching', speed: noteBytes(entry.speed, performance.now() / 1000, doneOf(files)) })
  }

  #tell(entry: Entry, change: Partial<Pick<Entry, 'state' | 'failure' | 'speed'>>): void {
    Object.assign(entry, change)
    this.#parts.emit({ type: 'download.changed', download: downloadOf(entry) })
  }

  /** Whether a model is in the list, from whatever host. */
  #isAsked(repo: string): boolean {
    return [...this.#entries.values()].some(({ order }) => order.repo === repo)
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry) return entry
    throw new StudioError({ code: 'not-found', message: 'That download is over.', hint: 'The model is in the list, or was taken out.' })
  }

  #write(): Promise<void> {
    this.#writtenAt = performance.now()
    const written = this.#writing.then(() =>
      writeDownloads(
        this.#parts.file,
        [...this.#entries.values()].map(({ order }) => order),
      ),
    )
    this.#writing = written.catch(() => undefined)
    return written
  }
}
