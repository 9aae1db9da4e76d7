import { randomBytes } from 'node:crypto'
import type { AppEvent } from '../../shared/contract'
import { StudioError, toFailure } from '../../shared/errors'
import type { Download } from '../../shared/hub'
import type { ModelInfo } from '../../shared/model'
import { cancelled, JobQueue } from '../jobs'
import type { Models } from '../models/models'
import { Sidecar, type SidecarOptions } from '../sidecar/sidecar'
import { type DownloadOrder, readDownloads, writeDownloads } from './download-list'
import type { HubAccounts } from './hub-access'
import { removePartialFiles } from './partial-files'
import { bytesPerSecond, noteBytes, type Speed, secondsFor, unknownSpeed } from './speed'

type Parts = {
  /** `downloads.json` of the home. */
  readonly file: string
  /** The Hugging Face cache. */
  readonly cache: string
  readonly accounts: HubAccounts
  readonly models: Models
  readonly python: Omit<SidecarOptions, 'log'>
  readonly emit: (event: AppEvent) => void
}

/** A download, how it stands, and what is under way of it. */
type Entry = {
  order: DownloadOrder
  state: Download['state']
  failure: Download['failure']
  speed: Speed
  work: { readonly controller: AbortController; readonly ended: Promise<ModelInfo | null> } | null
}

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
   * Begins to fetch a model, or goes on with it where it was begun. Throws `offline` and `bad-input`; what goes wrong later is in its state.
   * @param revision as it was looked at; null takes what is there now
   */
  async start(repo: string, revision: string | null): Promise<Download> {
    const { host } = await this.#parts.accounts.access()
    const known = [...this.#entries.values()].find(({ order }) => order.repo === repo && order.host === host)
    const entry = known ?? entryOf({ id: `d-${randomBytes(6).toString('hex')}`, repo, revision, host, files: [] }, 'waiting')
    if (revision !== null && entry.work === null) entry.order = { ...entry.order, revision }
    this.#entries.set(entry.order.id, entry)
    await this.#write()
    this.#begin(entry)
    return downloadOf(entry)
  }

  /** Goes on with one that is paused or failed. Throws `not-found`, and `offline`. */
  async continue(id: string): Promise<Download> {
    const entry = this.#entry(id)
    const { host } = await this.#parts.accounts.access()
    if (host !== entry.order.host)
      throw new StudioError({
        code: 'not-allowed',
        message: `This was begun at ${entry.order.host}, and the settings name ${host} now.`,
        hint: 'Set the address back to go on, or take this download out and begin it anew.',
      })
    this.#begin(entry)
    return downloadOf(entry)
  }

  /** Ends the work on one and keeps what has come. Throws `not-found`. */
  async pause(id: string): Promise<void> {
    const { work } = this.#entry(id)
    work?.controller.abort()
    await work?.ended.catch(() => undefined)
  }

  /** Takes one out of the list, with what has come of its files that are not whole. Throws `not-found`. */
  async remove(id: string): Promise<void> {
    await this.pause(id)
    const { order } = this.#entry(id)
    this.#entries.delete(id)
    await this.#write()
    await removePartialFiles(this.#parts.cache, order.repo)
    this.#parts.emit({ type: 'download.ended', id, repo: order.repo, model: null })
  }

  /** The model once one is whole. Rejects with why it came to no end: `cancelled` where it was paused. */
  async whole(id: string): Promise<ModelInfo> {
    const model = await this.#entry(id).work?.ended
    if (!model) throw cancelled()
    return model
  }

  /** Pauses everything and waits until it is. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.pause(id)))
    await this.#writing
  }

  #begin(entry: Entry): void {
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
    const { accounts, python, models, cache } = this.#parts
    const { repo, revision } = entry.order
    const { address, token } = await accounts.access()
    const { sidecar } = await Sidecar.start({ ...python, log: null }, signal)
    try {
      const fetched = await sidecar.request(
        'download',
        { repo, revision, address, token, cache },
        {
          signal,
          onNotification: ({ method, params }) => {
            if (method === 'transfer') this.#note(entry, params.files)
            if (method === 'progress' && (params.phase === 'checking') !== (entry.state === 'checking'))
              this.#tell(entry, { state: params.phase === 'checking' ? 'checking' : 'fetching' })
          },
        },
      )
      return await models.addHub(repo, fetched.path)
    } finally {
      await sidecar.stop()
    }
  }

  async #finish(entry: Entry, model: ModelInfo): Promise<ModelInfo> {
    const { id, repo } = entry.order
    entry.work = null
    this.#entries.delete(id)
    await this.#write().catch(() => undefined)
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
    entry.order = { ...entry.order, files }
    this.#tell(entry, { state: 'fetching', speed: noteBytes(entry.speed, performance.now() / 1000, doneOf(files)) })
  }

  #tell(entry: Entry, change: Partial<Pick<Entry, 'state' | 'failure' | 'speed'>>): void {
    Object.assign(entry, change)
    this.#parts.emit({ type: 'download.changed', download: downloadOf(entry) })
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry) return entry
    throw new StudioError({ code: 'not-found', message: 'That download is over.', hint: 'The model is in the list, or was taken out.' })
  }

  #write(): Promise<void> {
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

function entryOf(order: DownloadOrder, state: Download['state']): Entry {
  return { order, state, failure: null, speed: unknownSpeed, work: null }
}

function doneOf(files: DownloadOrder['files']): number {
  return files.reduce((sum, file) => sum + file.done, 0)
}

function downloadOf({ order: { id, repo, host, files }, state, failure, speed }: Entry): Download {
  const done = doneOf(files)
  const total = files.reduce((sum, file) => sum + file.total, 0)
  const rate = state === 'fetching' ? bytesPerSecond(speed) : null
  return { id, repo, host, state, files, done, total, bytesPerSecond: rate, secondsLeft: secondsFor(total - done, rate), failure }
}
