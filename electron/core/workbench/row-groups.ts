/** Rows that belong together, since they share a text or a document: no split may come between them. */
export class RowGroups {
  readonly #parents: Uint32Array

  /** Every row on its own. */
  constructor(rows: number) {
    this.#parents = Uint32Array.from({ length: rows }, (_, id) => id)
  }

  /** The lowest row of a row's group, which stands for it. */
  of(id: number): number {
    let root = id
    while ((this.#parents[root] ?? root) !== root) root = this.#parents[root] ?? root
    for (let at = id; at !== root; ) {
      const next = this.#parents[at] ?? root
      this.#parents[at] = root
      at = next
    }
    return root
  }

  /** Puts two rows' groups together. */
  unite(one: number, other: number): void {
    const [first, second] = [this.of(one), this.of(other)]
    this.#parents[Math.max(first, second)] = Math.min(first, second)
  }
}
