import type { ParsedInput } from '../../shared/contract'
import type { RowSelection } from '../../shared/dataset'
import { growProvider } from '../../shared/growing'
import type { Datasets } from '../datasets/datasets'
import type { DocumentText } from '../documents/document-text'
import type { RowPair } from '../workbench/row-data'
import type { DraftingOrder } from './drafting/drafting-order'
import { passagesOf } from './drafting/passages'
import { planRows } from './planning/plan'
import type { WritingOrder } from './writing/writing-order'

/** Rows of the dataset that show how: at most, and where nobody chose. */
const [mostExamples, ordinaryExamples] = [8, 4]
/** Longest text of a row that shows how, in UTF-16 units. */
const longestExample = 20_000

/** What is asked for: rows that are written. */
export type WritingRequest = Pick<ParsedInput<'grow.write'>, 'datasetId' | 'provider' | 'settings' | 'examples' | 'secondReading'>
/** What is asked for: rewrites of a document's passages. */
export type DraftingRequest = Pick<ParsedInput<'grow.draft'>, 'datasetId' | 'target' | 'by'> & {
  readonly document: Pick<DocumentText, 'name' | 'text'>
}

/** Makes orders of what is asked for: all that a job needs to be done, and to go on. */
export class Orders {
  readonly #datasets: Datasets

  constructor(datasets: Datasets) {
    this.#datasets = datasets
  }

  /** An order for rows, and what of the plan could not be kept. Throws `not-found` where the dataset is not open. */
  async writing(
    { datasetId, provider, settings, examples, secondReading }: WritingRequest,
    jobId: string,
  ): Promise<WritingOrder & { readonly notes: readonly string[] }> {
    const { items, notes } = planRows(settings)
    const { template } = await this.#datasets.get(datasetId).data.facts()
    const shown = await this.#examples(datasetId, examples)
    return { kind: 'written', jobId, provider: growProvider.parse(provider), items, examples: shown, template, secondReading, notes }
  }

  /** An order for rewrites of passages; a model of this machine is shown no examples. Throws `not-found` where the dataset is not open. */
  async drafting({ datasetId, document, target, by }: DraftingRequest, jobId: string): Promise<DraftingOrder> {
    const { template } = await this.#datasets.get(datasetId).data.facts()
    const examples = by.kind === 'large' ? await this.#examples(datasetId, null) : []
    return { kind: 'drafted', jobId, document: document.name, passages: passagesOf(document.text, target), by, examples, template }
  }

  /** Rows that show how: those that were chosen, or good ones of the dataset. */
  async #examples(datasetId: string, chosen: RowSelection | null): Promise<WritingOrder['examples']> {
    const { data } = this.#datasets.get(datasetId)
    const pairs: readonly RowPair[] =
      chosen === null ? await data.goodPairs(ordinaryExamples) : (await data.pairs(chosen, 0, mostExamples)).pairs
    return pairs
      .map(({ source, rewrite }) => ({ source, rewrite }))
      .filter((pair) => pair.source.length <= longestExample && pair.rewrite.length <= longestExample)
  }
}
