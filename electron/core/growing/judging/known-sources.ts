import type { Reason } from '../../../shared/growing'
import { tokenize } from '../../alignment/tokens'
import { maskedWords } from '../../linting/masked-words'
import { reasonOf } from './reasons'

/** What is known of a source: it is there already, one like it is, or it is held out for testing. */
export type KnownSource = { readonly code: 'same-row' | 'near-duplicate' | 'leak'; readonly message: string }

/** Sources that a new one is compared with: the dataset's, its held-out rows', and whatever else the caller keeps an index of. */
export type KnownSources = { readonly find: (source: string) => KnownSource | null | Promise<KnownSource | null> }

/** Sources by their words, and by their words with the names masked. */
export class SourceIndex implements KnownSources {
  readonly #where: string
  readonly #code: 'same-row' | 'leak'
  readonly #exact = new Set<string>()
  readonly #masked = new Set<string>()

  /**
   * @param where what the sources are, for the message: “in the dataset”
   * @param code leak for sources that are held out, so that one like them is one too many
   */
  constructor(where: string, code: 'same-row' | 'leak' = 'same-row') {
    this.#where = where
    this.#code = code
  }

  add(source: string): void {
    this.#exact.add(wordsOf(source))
    this.#masked.add(maskedOf(source))
  }

  find(source: string): KnownSource | null {
    if (this.#exact.has(wordsOf(source))) return { code: this.#code, message: `The same source is ${this.#where}.` }
    if (!this.#masked.has(maskedOf(source))) return null
    return {
      code: this.#code === 'leak' ? 'leak' : 'near-duplicate',
      message: `A source that differs only in its names is ${this.#where}.`,
    }
  }
}

/** Why a source is not new: what each place knows of it. */
export async function notNew(source: string, places: readonly KnownSources[]): Promise<readonly Reason[]> {
  const known = await Promise.all(places.map((place) => place.find(source)))
  return known.flatMap((found) => (found === null ? [] : [reasonOf(found.code, found.message)]))
}

function wordsOf(source: string): string {
  return tokenize(source)
    .map(({ folded }) => folded)
    .join(' ')
}

const maskedOf = (source: string): string => maskedWords(source).join(' ')
