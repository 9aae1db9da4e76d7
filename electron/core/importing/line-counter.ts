const [feed, carriageReturn] = [0x0a, 0x0d]

/** Counts the lines of a text that passes by in pieces; LF, CR LF and CR each end one. Offsets only grow. */
export class LineCounter {
  readonly #pieces: Buffer[] = []
  /** Where the first piece begins, in bytes from the start of the text. */
  #start = 0
  #offset = 0
  #line = 1
  #afterReturn = false

  /** Takes note of the next piece. */
  add(piece: Buffer): void {
    if (piece.length > 0) this.#pieces.push(piece)
  }

  /** The line, from 1, of the first byte at or after an offset that ends no line: where a row begins after blank lines. */
  lineFrom(offset: number): number {
    for (let piece = this.#pieces[0]; piece; piece = this.#pieces[0]) {
      if (!this.#passes(piece, offset)) break
      this.#start += piece.length
      this.#pieces.shift()
    }
    return this.#line
  }

  /** Goes on to the offset and past the line breaks there; true where the piece ends before. */
  #passes(piece: Buffer, offset: number): boolean {
    for (let at = this.#offset - this.#start; at < piece.length; at++) {
      const byte = piece[at] ?? 0
      const breaks = byte === feed || byte === carriageReturn
      if (!breaks && this.#start + at >= offset) {
        this.#offset = this.#start + at
        return false
      }
      if (byte === carriageReturn || (byte === feed && !this.#afterReturn)) this.#line++
      this.#afterReturn = byte === carriageReturn
    }
    this.#offset = this.#start + piece.length
    return true
  }
}
