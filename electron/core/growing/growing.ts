import { basename, join } from 'node:path'
import type { AppEvent, Output, ParsedInput } from '../../shared/contract'
import type { RowSelection } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { type GrowProvider, type GrowState, growProvider } from '../../shared/growing'
import type { Datasets } from '../datasets/datasets'
import type { DocumentText } from '../documents/document-text'
import type { HomeLayout } from '../home'
import type { Models } from '../models/models'
import type { Resolving } from '../resolving/resolving'
import type { Runs } from '../runs/runs'
import type { RowPair } from '../workbench/row-data'
import { readAddress } from './asking/address'
import type { LargeModel } from './asking/large-model'
import { openModel, ordinaryTimeout } from './asking/open-model'
import { keyFor, type Secrets, secretName } from './asking/secrets'
import { whatLeaves } from './asking/what-leaves'
import { countOf } from './count-of'
import { largeModelDrafter, localDrafter } from './drafting/drafter'
import { Drafting } from './drafting/drafting'
import type { DraftingOrder } from './drafting/drafting-order'
import { passagesOf } from './drafting/passages'
import type { JobSurroundings } from './growing-job'
import { Growth, type JobWork, renamedId } from './growth'
import { planRows } from './planning/plan'
import { renamedCandidate } from './renaming/renamed-candidate'
import { estimateDrafting, estimateWriting } from './writing/estimate'
import { Writing } from './writing/writing'
import type { WritingOrder } from './writing/writing-order'

/** Rows of the dataset that show how, at most. */
const mostExamples = 8
const ordinaryExamples = 4
/** Requests to a large model at once. */
const atOnce = 4
/** Rows that are renamed between two moments in which others have the thread. */
const renamedAtOnce = 20
const noPrice = { inputPerMillion: null, outputPerMillion: null }

/** What growing works with. */
export type GrowingParts = {
  readonly datasets: Datasets
  readonly layout: HomeLayout
  readonly resolving: Resolving
  readonly runs: Runs
  readonly models: Models
  readonly secrets: Secrets
  readonly emit: (event: AppEvent) => void
}

type WritingRequest = Pick<ParsedInput<'grow.write'>, 'datasetId' | 'provider' | 'settings' | 'examples' | 'secondReading'>
type DraftingRequest = Pick<ParsedInput<'grow.draft'>, 'datasetId' | 'target' | 'by'> & {
  readonly document: Pick<DocumentText, 'name' | 'text'>
}

/** Rows that are written, drafted and renamed for datasets, each seen by a person before it is one. */
export class Growing {
  readonly #parts: GrowingParts
  readonly #growths = new Map<string, Promise<Growth>>()
  readonly #opened = new Map<string, Growth>()

  constructor(parts: GrowingParts) {
    this.#parts = parts
  }

  /** How an open dataset grows. Throws `not-found` where it is not open. */
  of(datasetId: string): Promise<Growth> {
    const { datasets, layout, emit } = this.#parts
    datasets.get(datasetId)
    const known = this.#growths.get(datasetId)
    if (known) return known
    const folder = join(layout.datasets, datasetId, 'grow')
    const opening = Growth.open(
      folder,
      () => datasets.get(datasetId),
      (grow) => emit({ type: 'grow.changed', grow }),
    )
    this.#growths.set(datasetId, opening)
    opening.then(
      (growth) => this.#opened.set(datasetId, growth),
      () => this.#growths.delete(datasetId),
    )
    return opening
  }

  /** How every dataset grows that was asked about. */
  states(): readonly GrowState[] {
    return [...this.#opened.values()].map((growth) => growth.state())
  }

  /** What a writing job would take and send. Sends nothing. */
  async forecastWriting({
    price,
    ...request
  }: WritingRequest & Pick<ParsedInput<'grow.forecastWriting'>, 'price'>): Promise<Output<'grow.forecastWriting'>> {
    const { provider } = request
    const { notes, ...order } = await this.#writingOrder(request, 'forecast')
    const estimate = estimateWriting(order, price)
    const hasKey = (await keyFor(provider, this.#parts.secrets)) !== null
    const leaves = whatLeaves({ provider, requests: estimate.requests, examples: order.examples.length, key: hasKey, document: null })
    return { estimate, leaves, notes, hasKey }
  }

  /** What a drafting job would take and send. Sends nothing. */
  async forecastDrafting(
    request: DraftingRequest,
    price: ParsedInput<'grow.forecastDrafting'>['price'],
  ): Promise<Output<'grow.forecastDrafting'>> {
    const order = await this.#draftingOrder(request, 'forecast')
    const { passages, by, document } = order
    const characters = passages.reduce((sum, { text }) => sum + text.length, 0)
    const estimate = estimateDrafting(order, by.kind === 'large' ? price : noPrice)
    const counts = { passages: passages.length, characters }
    if (by.kind === 'local') return { estimate, leaves: null, notes: [], hasKey: false, ...counts }
    const hasKey = (await keyFor(by.provider, this.#parts.secrets)) !== null
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
    const { jobId, folder } = growth.place()
    const { notes: _, ...order } = await this.#writingOrder(request, jobId)
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
    const { jobId, folder } = growth.place()
    const order = await this.#draftingOrder(request, jobId)
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
    const job = growth.job(jobId)
    const folder = growth.folderOf(jobId)
    if (job.kind === 'written') return growth.run(job, atOnce, this.#writes(await Writing.open(folder)))
    const drafting = await Drafting.open(folder)
    await growth.run(job, this.#together(drafting.order), this.#drafts(drafting))
  }

  /** Makes candidates of rows with other names in them; the same rows and seed give the same ones, which are not proposed twice. */
  async rename(datasetId: string, selection: RowSelection, seed: number, signal: AbortSignal): Promise<Output<'grow.rename'>> {
    const growth = await this.of(datasetId)
    const { data } = this.#parts.datasets.get(datasetId)
    const left = new Map<string, number>()
    let candidates = 0
    for (let from: number | null = 0; from !== null && !signal.aborted; ) {
      const page: Awaited<ReturnType<typeof data.pairs>> = await data.pairs(selection, from, renamedAtOnce)
      const made = await Promise.all(
        page.pairs.map((pair) => renamedCandidate(renamedId(pair.source, pair.rewrite, seed), pair.place, pair, seed, [growth.known])),
      )
      const fresh = made.flatMap((each) => ('state' in each ? [] : [each]))
      const added = await growth.add(fresh)
      candidates += added
      for (const each of made) if ('state' in each) left.set(each.why, (left.get(each.why) ?? 0) + 1)
      const again = fresh.length - added
      if (again > 0) left.set('It was proposed before.', (left.get('It was proposed before.') ?? 0) + again)
      from = page.next
    }
    return { candidates, left: [...left].map(([why, rows]) => ({ why, rows })).sort((a, b) => b.rows - a.rows) }
  }

  /** Keeps a key for a provider's address; null forgets it. */
  async setKey(provider: GrowProvider, key: string | null): Promise<void> {
    const { secrets } = this.#parts
    if (key === null) await secrets.remove(secretName(provider))
    else await secrets.set(secretName(provider), key)
  }

  get keysIn(): Secrets['place'] {
    return this.#parts.secrets.place
  }

  /** Ends every job of a dataset, before it is closed. */
  async closeOne(datasetId: string): Promise<void> {
    const growth = await this.#growths.get(datasetId)?.catch(() => null)
    this.#growths.delete(datasetId)
    this.#opened.delete(datasetId)
    await growth?.close()
  }

  /** Ends every job. */
  async close(): Promise<void> {
    await Promise.all([...this.#growths.keys()].map((datasetId) => this.closeOne(datasetId)))
  }

  async #writingOrder(
    { datasetId, provider, settings, examples, secondReading }: WritingRequest,
    jobId: string,
  ): Promise<WritingOrder & { readonly notes: readonly string[] }> {
    const { items, notes } = planRows(settings)
    const { template } = await this.#parts.datasets.get(datasetId).data.facts()
    const shown = await this.#examples(datasetId, examples)
    return { kind: 'written', jobId, provider: growProvider.parse(provider), items, examples: shown, template, secondReading, notes }
  }

  async #draftingOrder({ datasetId, document, target, by }: DraftingRequest, jobId: string): Promise<DraftingOrder> {
    const { template } = await this.#parts.datasets.get(datasetId).data.facts()
    const examples = by.kind === 'large' ? await this.#examples(datasetId, null) : []
    return { kind: 'drafted', jobId, document: document.name, passages: passagesOf(document.text, target), by, examples, template }
  }

  /** Rows that show how: those that were chosen, or good ones of the dataset. */
  async #examples(datasetId: string, chosen: RowSelection | null): Promise<WritingOrder['examples']> {
    const { data } = this.#parts.datasets.get(datasetId)
    const pairs: readonly RowPair[] =
      chosen === null ? await data.goodPairs(ordinaryExamples) : (await data.pairs(chosen, 0, mostExamples)).pairs
    return pairs
      .map(({ source, rewrite }) => ({ source, rewrite }))
      .filter((pair) => pair.source.length <= 20_000 && pair.rewrite.length <= 20_000)
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

  /** A model behind an address, with the key that is kept for it; what it does not know of is noted with a job. */
  async #open(provider: GrowProvider, jobId = '', surroundings: Pick<JobSurroundings, 'emit'> | null = null): Promise<LargeModel> {
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
    return `${document}: ${countOf(passages.length, 'passage', 'passages')}, drafted by ${who}`
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
  return `${countOf(rows, 'row', 'rows')} by ${provider.model} at ${readAddress(provider.address).host}`
}
