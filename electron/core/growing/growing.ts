import { basename, join } from 'node:path'
import type { AppEvent, Output, ParsedInput } from '../../shared/contract'
import type { RowSelection } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { GrowProvider, GrowState, KeyedAddress } from '../../shared/growing'
import { counted } from '../../shared/quantities'
import type { Datasets } from '../datasets/datasets'
import type { HomeLayout } from '../home'
import type { Models } from '../models/models'
import type { Resolving } from '../resolving/resolving'
import type { Runs } from '../runs/runs'
import type { Secrets } from '../secrets/secrets'
import type { KeptSettings } from '../settings'
import { readAddress } from './asking/address'
import type { LargeModel } from './asking/large-model'
import { openModel, ordinaryTimeout } from './asking/open-model'
import { keyFor, secretName } from './asking/secrets'
import { whatLeaves } from './asking/what-leaves'
import { largeModelDrafter, localDrafter } from './drafting/drafter'
import { Drafting } from './drafting/drafting'
import type { DraftingOrder } from './drafting/drafting-order'
import type { JobSurroundings } from './growing-job'
import { Growth, type JobWork } from './growth'
import { type DraftingRequest, Orders, type WritingRequest } from './orders'
import { renameRows } from './renaming/rename-rows'
import { estimateDrafting, estimateWriting } from './writing/estimate'
import { Writing } from './writing/writing'
import type { WritingOrder } from './writing/writing-order'

/** Requests to a large model at once. */
const atOnce = 4
const noPrice = { inputPerMillion: null, outputPerMillion: null }

/** What growing works with. */
export type GrowingParts = {
  readonly datasets: Datasets
  readonly layout: HomeLayout
  readonly resolving: Resolving
  readonly runs: Runs
  readonly models: Models
  readonly secrets: Secrets
  readonly settings: Pick<KeptSettings, 'refuseOffline'>
  readonly emit: (event: AppEvent) => void
}

/** Rows that are written, drafted and renamed for datasets, each seen by a person before it is one. */
export class Growing {
  readonly #parts: GrowingParts
  readonly #orders: Orders
  /** By the dataset; `growth` is null while it is opened. */
  readonly #growths = new Map<string, { readonly opening: Promise<Growth>; growth: Growth | null }>()

  constructor(parts: GrowingParts) {
    this.#parts = parts
    this.#orders = new Orders(parts.datasets)
  }

  /** How an open dataset grows. Throws `not-found` where it is not open. */
  of(datasetId: string): Promise<Growth> {
    const { datasets, layout, emit } = this.#parts
    datasets.get(datasetId)
    const known = this.#growths.get(datasetId)
    if (known) return known.opening
    const folder = join(layout.datasets, datasetId, 'grow')
    const opening = Growth.open(
      folder,
      () => datasets.get(datasetId),
      (grow) => emit({ type: 'grow.changed', grow }),
    )
    const held: { readonly opening: Promise<Growth>; growth: Growth | null } = { opening, growth: null }
    this.#growths.set(datasetId, held)
    opening.then(
      (growth) => {
        held.growth = growth
      },
      () => {
        if (this.#growths.get(datasetId) === held) this.#growths.delete(datasetId)
      },
    )
    return opening
  }

  /** How every dataset grows that was asked about. */
  states(): readonly GrowState[] {
    return [...this.#growths.values()].flatMap(({ growth }) => (growth === null ? [] : [growth.state()]))
  }

  /** What a writing job would take and send. Sends nothing. */
  async forecastWriting({
    price,
    ...request
  }: WritingRequest & Pick<ParsedInput<'grow.forecastWriting'>, 'price'>): Promise<Output<'grow.forecastWriting'>> {
    const { provider } = request
    const { notes, ...order } = await this.#orders.writing(request, 'forecast')
    const estimate = estimateWriting(order, price)
    const hasKey = await this.hasKey(provider)
    const leaves = whatLeaves({ provider, requests: estimate.requests, examples: order.examples.length, key: hasKey, document: null })
    return { estimate, leaves, notes, hasKey }
  }

  /** What a drafting job would take and send. Sends nothing. */
  async forecastDrafting(
    request: DraftingRequest,
    price: ParsedInput<'grow.forecastDrafting'>['price'],
  ): Promise<Output<'grow.forecastDrafting'>> {
    const order = await this.#orders.drafting(request, 'forecast')
    const { passages, by, document } = order
    const characters = passages.reduce((sum, { text }) => sum + text.length, 0)
    const estimate = estimateDrafting(order, by.kind === 'large' ? price : noPrice)
    const counts = { passages: passages.length, characters }
    if (by.kind === 'local') return { estimate, leaves: null, notes: [], hasKey: false, ...counts }
    const hasKey = await this.hasKey(by.provider)
    const leaves = whatLeaves({
      provider: by.provider,
      requests: passages.length,
      examples: order.examples.length,
      key: hasKey,
      document: { name: document, ...counts },
    })
    return { estimate, leaves, notes: [], hasKey, ...counts }
  }

  /** Begins to have rows written. Returns the job's id. */
  async write(request: WritingRequest): Promise<string> {
    const growth = await this.of(request.datasetId)
    // What is wrong with the address or the key is said before anything is begun.
    await this.#open(request.provider)
    const { jobId, folder } = growth.jobs.place()
    const { notes: _, ...order } = await this.#orders.writing(request, jobId)
    const writing = await Writing.begin(folder, order)
    const job = { jobId, kind: 'written', title: writingTitle(order), sendsTo: hostBeyond(order.provider) } as const
    await growth.run(job, atOnce, this.#writes(writing))
    return jobId
  }

  /** Begins to have a document's passages rewritten. Returns the job's id. */
  async draft(request: DraftingRequest): Promise<string> {
    const growth = await this.of(request.datasetId)
    const { by } = request
    if (by.kind === 'large') await this.#open(by.provider)
    const { jobId, folder } = growth.jobs.place()
    const order = await this.#orders.drafting(request, jobId)
    if (order.passages.length === 0)
      throw new StudioError({
        code: 'bad-input',
        message: `“${order.document}” has no sentences.`,
        hint: 'Choose a document with text in it.',
      })
    const drafting = await Drafting.begin(folder, order)
    const sendsTo = by.kind === 'large' ? hostBeyond(by.provider) : null
    const job = { jobId, kind: 'drafted', title: this.#draftingTitle(order), sendsTo } as const
    await growth.run(job, this.#together(order), this.#drafts(drafting))
    return jobId
  }

  /** Goes on with a job that was stopped or interrupted. Throws `not-found`, `busy`. */
  async resume(datasetId: string, jobId: string): Promise<void> {
    const growth = await this.of(datasetId)
    const job = growth.jobs.job(jobId)
    const folder = growth.jobs.folderOf(jobId)
    if (job.kind === 'written') return growth.run(job, atOnce, this.#writes(await Writing.open(folder)))
    const drafting = await Drafting.open(folder)
    await growth.run(job, this.#together(drafting.order), this.#drafts(drafting))
  }

  /** Makes candidates of rows with other names in them; the same rows and seed give the same ones, which are not proposed twice. */
  async rename(datasetId: string, selection: RowSelection, seed: number, signal: AbortSignal): Promise<Output<'grow.rename'>> {
    const growth = await this.of(datasetId)
    return renameRows(growth, this.#parts.datasets.get(datasetId).data, selection, seed, signal)
  }

  /** Keeps a key for an address; null forgets it. */
  async setKey(of: KeyedAddress, key: string | null): Promise<void> {
    const { secrets } = this.#parts
    if (key === null) await secrets.remove(secretName(of))
    else await secrets.set(secretName(of), key)
  }

  /** Whether a key is known for an address. */
  async hasKey(of: KeyedAddress): Promise<boolean> {
    return (await keyFor(of, this.#parts.secrets)) !== null
  }

  get keysIn(): Secrets['place'] {
    return this.#parts.secrets.place
  }

  /** Ends every job of a dataset, before it is closed. */
  async closeOne(datasetId: string): Promise<void> {
    const growth = await this.#growths.get(datasetId)?.opening.catch(() => null)
    this.#growths.delete(datasetId)
    await growth?.close()
  }

  /** Ends every job. */
  async close(): Promise<void> {
    await Promise.all([...this.#growths.keys()].map((datasetId) => this.closeOne(datasetId)))
  }

  #writes(writing: Writing): JobWork {
    const { provider } = writing.order
    return async (surroundings) => writing.run(await this.#open(provider, writing.order.jobId, surroundings), surroundings)
  }

  #drafts(drafting: Drafting): JobWork {
    const { by, examples, template } = drafting.order
    if (by.kind === 'large') {
      return async (surroundings) => {
        const model = await this.#open(by.provider, drafting.order.jobId, surroundings)
        return drafting.run(largeModelDrafter(model, examples, template), surroundings)
      }
    }
    const drafter = localDrafter(this.#nameOf(by.by), (passage, signal) => this.#parts.resolving.answer(passage, by.by, signal))
    return (surroundings) => drafting.run(drafter, surroundings)
  }

  /** A model behind an address, with the key that is kept for it; beyond this machine never offline. What it does not know of is noted with a job. */
  async #open(provider: GrowProvider, jobId = '', surroundings: Pick<JobSurroundings, 'emit'> | null = null): Promise<LargeModel> {
    if (hostBeyond(provider) !== null) this.#parts.settings.refuseOffline()
    return openModel(provider, {
      key: await keyFor(provider, this.#parts.secrets),
      timeoutMilliseconds: ordinaryTimeout,
      onNote: (message) => surroundings?.emit({ type: 'note', jobId, message }),
      now: Date.now,
    })
  }

  /** A model of this machine answers one question at a time. */
  #together({ by }: DraftingOrder): number {
    return by.kind === 'large' ? atOnce : 1
  }

  #draftingTitle({ document, passages, by }: DraftingOrder): string {
    const who = by.kind === 'large' ? `${by.provider.model} at ${readAddress(by.provider.address).host}` : this.#nameOf(by.by)
    return `${document}: ${counted(passages.length, 'passage')}, drafted by ${who}`
  }

  #nameOf(by: Extract<DraftingOrder['by'], { kind: 'local' }>['by']): string {
    const { runs, models } = this.#parts
    return by.kind === 'run' ? runs.get(by.runId).name : basename(models.path(by.model))
  }
}

/** The host of an address that is not this machine; null for one that is. */
function hostBeyond({ address }: GrowProvider): string | null {
  const { host, reach } = readAddress(address)
  return reach === 'loopback' ? null : host
}

function writingTitle({ items, provider }: WritingOrder): string {
  const rows = items.reduce((sum, item) => sum + item.rows.length, 0)
  return `${counted(rows, 'row')} by ${provider.model} at ${readAddress(provider.address).host}`
}
