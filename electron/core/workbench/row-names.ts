/** More names than one opening of a dataset can give. */
const span = 2 ** 32
/** Stands for the id of a row that is in no file and that no step brings back. */
const gone = 0xffff_ffff

/**
 * What rows are called outside of the workbench. A document numbers its rows anew with every save; a name stays with its row as long as the
 * dataset is open, and is never given to another, not even when the dataset is opened again.
 */
export class RowNames {
  readonly #first: number
  /** Names by id, less the first one; rows beyond are named in their order. */
  readonly #names: Uint32Array
  /** Ids by name, the other way. */
  readonly #ids: Uint32Array

  private constructor(first: number, names: Uint32Array, ids: Uint32Array) {
    this.#first = first
    this.#names = names
    this.#ids = ids
  }

  /** Names for rows that were just opened. `opening` counts how often the dataset was opened before. */
  static from(opening: number): RowNames {
    return new RowNames(opening * span, new Uint32Array(0), new Uint32Array(0))
  }

  /** What a row of the document is called. */
  of(id: number): number {
    return this.#first + (this.#names[id] ?? this.#ids.length + id - this.#names.length)
  }

  /** The row of the document that is called so, which may have been removed; −1 where there is none. */
  idOf(name: number): number {
    const at = name - this.#first
    if (at < 0 || at >= span) return -1
    const id = this.#ids[at] ?? at - this.#ids.length + this.#names.length
    return id === gone ? -1 : id
  }

  /**
   * The same names for the rows as a save left them.
   * @param numbers the new id of each row
   * @param rows how many rows the document has now
   */
  afterSave(numbers: Uint32Array, rows: number): RowNames {
    const names = new Uint32Array(Math.min(rows, numbers.length))
    const ids = new Uint32Array(this.#ids.length + numbers.length - this.#names.length).fill(gone)
    numbers.forEach((id, before) => {
      if (id >= names.length) return
      const name = this.of(before) - this.#first
      names[id] = name
      ids[name] = id
    })
    return new RowNames(this.#first, names, ids)
  }
}
