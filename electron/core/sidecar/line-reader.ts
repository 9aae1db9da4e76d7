/** Cuts a byte stream into lines of at most `limit` bytes. `overlong` is told once for each line that was passed over. */
export class LineReader {
  readonly #limit: number
  readonly #line: (text: string) => void
  readonly #overlong: () => void
  #pieces: Buffer[] = []
  #length = 0
  #skipping = false

  constructor(limit: number, line: (text: string) => void, overlong: () => void) {
    this.#limit = limit
    this.#line = line
    this.#overlong = overlong
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    let start = 0
    for (let feed = chunk.indexOf(0x0a); feed !== -1; feed = chunk.indexOf(0x0a, start)) {
      this.#take(chunk.subarray(start, feed))
      this.#finish()
      start = feed + 1
    }
    this.#take(chunk.subarray(start))
  }

  #take(piece: Buffer): void {
    if (this.#skipping || piece.length === 0) return
    this.#length += piece.length
    if (this.#length > this.#limit) {
      this.#skipping = true
      this.#pieces = []
      this.#overlong()
    } else this.#pieces.push(piece)
  }

  #finish(): void {
    const text = Buffer.concat(this.#pieces).toString('utf8')
    const whole = !this.#skipping
    this.#pieces = []
    this.#length = 0
    this.#skipping = false
    if (whole && text.trim() !== '') this.#line(text)
  }
}
