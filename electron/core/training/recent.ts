/** Values by key, of which only those that were asked for last are kept. */
export class Recent<T> {
  readonly #values = new Map<string, T>()
  readonly #most: number

  /** @param most values that are kept */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): T | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) this.keep(key, value)
    return value
  }

  keep(key: string, value: T): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    for (const oldest of [...this.#values.keys()].slice(0, -this.#most)) this.#values.delete(oldest)
  }
}
