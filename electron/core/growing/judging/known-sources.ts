import type { Reason } from '../../../shared/growing'
import { namesIn } from '../../alignment/entities'
import { isWord, type Token, tokenize } from '../../alignment/tokens'
import { reasonOf } from './reasons'

/** What is known of a source: it is there already, one like it is, or it is held out for testing. */
export type KnownSource = { readonly code: 'same-row' | 'near-duplicate' | 'leak'; readonly message: string }

/** Sources that a new one is compared with: the dataset's, its held-out rows', and whatever else the caller keeps an index of. */
export type KnownSources = { readonly find: (source: string) => KnownSource | null }

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
    const tokens = tokenize(source)
    this.#exact.add(wordsOf(tokens))
    this.#masked.add(skeletonOf(tokens))
  }

  find(source: string): KnownSource | null {
    const tokens = tokenize(source)
    if (this.#exact.has(wordsOf(tokens))) return { code: this.#code, message: `The same source is ${this.#where}.` }
    if (!this.#masked.has(skeletonOf(tokens))) return null
    return {
      code: this.#code === 'leak' ? 'leak' : 'near-duplicate',
      message: `A source that differs only in its names is ${this.#where}.`,
    }
  }
}

/** An index that finds the row that is most like a text while it adds it, and forgets rows. */
export type LikenessIndex = {
  readonly add: (row: number, text: string) => number | null
  readonly forget: (row: number) => void
}

/**
 * Rows that are known by likeness. The index is as it was after each look.
 * @param spare a row number that no row of the index has
 * @param words what a row that is found is called, for the message: “row 12 of the dataset”
 */
export function knownByLikeness(
  index: LikenessIndex,
  spare: number,
  words: (row: number) => string,
  code: 'near-duplicate' | 'leak' = 'near-duplicate',
): KnownSources {
  return {
    find: (source) => {
      const row = index.add(spare, source)
      index.forget(spare)
      return row === null ? null : { code, message: `It is very like ${words(row)}.` }
    },
  }
}

/** Why a source is not new: what each place knows of it. */
export function notNew(source: string, places: readonly KnownSources[]): readonly Reason[] {
  return places.flatMap((place) => {
    const known = place.find(source)
    return known === null ? [] : [reasonOf(known.code, known.message)]
  })
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(({ folded }) => folded).join(' ')
}

/** The words with a sign for each name; punctuation aside. */
function skeletonOf(tokens: readonly Token[]): string {
  const names = namesIn(tokens)
  const words: string[] = []
  for (const [position, token] of tokens.entries()) {
    const name = names.find(({ from, to }) => from <= position && position < to)
    if (name === undefined ? isWord(token) : position === name.from) words.push(name === undefined ? token.folded : '\u25a1')
  }
  return words.join(' ')
}
