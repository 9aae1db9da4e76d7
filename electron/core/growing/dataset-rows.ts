import { toFailure } from '../../shared/errors'
import type { Candidate, UndoneRow } from '../../shared/growing'
import type { OpenDataset } from '../datasets/open-dataset'
import { rowForPair } from '../rows/row-for-pair'
import type { KnownSource, KnownSources } from './judging/known-sources'
import type { ReviewedPair } from './review/review-queue'

/** Rows from the last one back among which an accepted one is looked for. */
const lookedBack = 20_000

/** The rows of a dataset that candidates became. */
export class DatasetRows implements KnownSources {
  readonly #dataset: () => OpenDataset
  /** The row that a candidate became, which is called so for one epoch of the dataset. */
  readonly #numbers = new Map<string, { readonly row: number; readonly epoch: number }>()

  /** @param dataset gives it as long as it is open, and throws when it is not */
  constructor(dataset: () => OpenDataset) {
    this.#dataset = dataset
  }

  /** What the dataset knows of a source. */
  async find(source: string): Promise<KnownSource | null> {
    const like = await this.#dataset().data.sourceLike(source)
    if (like === null) return null
    const row = `row ${like.place + 1} of the dataset`
    if (like.heldOut) return { code: 'leak', message: `It is ${like.isSame ? 'the source of' : 'very like'} ${row}, which is held out.` }
    if (like.isSame) return { code: 'same-row', message: `It is the source of ${row}.` }
    return { code: 'near-duplicate', message: `It is very like ${row}.` }
  }

  /** Puts a row behind the last. Throws what the dataset does where it cannot be noted. */
  async put(candidate: Candidate, pair: ReviewedPair): Promise<void> {
    const dataset = this.#dataset()
    const { edits, data, bench } = dataset
    // A row that only has other names stays with the one it was made from: on two sides of the split it would give that away.
    const like = candidate.origin.kind === 'renamed' ? await data.sourceLike(pair.source) : null
    const twin = like === null ? null : await bench.at(like.place)
    const [id] = await edits.insert([await this.#lineOf(candidate, pair)], null)
    if (id === undefined) return
    if (twin !== null) await edits.assign({ of: 'rows', ids: [id, twin] }, 'train')
    this.#numbers.set(candidate.id, { row: id, epoch: dataset.summary().epoch })
  }

  /** Whether a candidate's row is among the last ones, as it was written. */
  async has(candidate: Candidate, pair: ReviewedPair): Promise<boolean> {
    return (await this.#written(candidate, pair)) !== null
  }

  /** Takes the row of a candidate out, unless it says something else by now. */
  async takeOut(candidate: Candidate, pair: ReviewedPair): Promise<Exclude<UndoneRow, 'none'>> {
    const id = await this.#written(candidate, pair)
    if (id === null) return (await this.#isChanged(candidate, pair)) ? 'changed' : 'gone'
    return (await this.#dataset().edits.remove({ of: 'rows', ids: [id] })) === 1 ? 'taken' : 'gone'
  }

  async #written(candidate: Candidate, pair: ReviewedPair): Promise<number | null> {
    return this.#dataset().data.lastWritten(await this.#lineOf(candidate, pair), lookedBack)
  }

  /** Whether a row that is not as it was written is there all the same. Where its number is not known any more, one of its source is taken for it. */
  async #isChanged({ id }: Candidate, { source }: ReviewedPair): Promise<boolean> {
    const dataset = this.#dataset()
    const known = this.#numbers.get(id)
    if (known?.epoch !== dataset.summary().epoch) return (await dataset.data.sourceLike(source))?.isSame ?? false
    return dataset.bench.row(known.row).then(
      () => true,
      (error: unknown) => {
        if (toFailure(error).code === 'not-found') return false
        throw error
      },
    )
  }

  async #lineOf({ origin }: Candidate, { source, rewrite }: ReviewedPair): Promise<string> {
    const { format, template } = await this.#dataset().data.facts()
    // Passages of one document belong together.
    return rowForPair(format, template, source, rewrite, origin.kind === 'drafted' ? origin.document : null)
  }
}
