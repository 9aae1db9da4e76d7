/** The byte order mark of UTF-8. */
export const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf])

/** Where the lines of a file begin, found as its bytes pass by. A last line break ends the last line and starts no other. */
export class LineIndex {
  #starts = new Float64Array(1024)
  #count = 0
  #bytes = 0
  #begins = true

  /** How many lines have begun. */
  get count(): number {
    return this.#count
  }

  /** How many bytes have passed by. */
  get bytes(): number {
    return this.#bytes
  }

  /** Makes room for so many lines at once. */
  expect(lines: number): void {
    if (lines > this.#starts.length) this.#widen(lines)
  }

  /** Takes the next bytes of the file. */
  feed(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#begins) this.#note(this.#bytes + at)
      const feed = chunk.indexOf(0x0a, at)
      this.#begins = feed !== -1
      at = feed === -1 ? chunk.length : feed + 1
    }
    this.#bytes += chunk.length
  }

  /** First byte of a line. */
  start(line: number): number {
    return line < this.#count ? (this.#starts[line] ?? this.#bytes) : this.#bytes
  }

  /** The byte after a line and its line break. The last line that has begun ends where the bytes so far end. */
  end(line: number): number {
    return this.start(line + 1)
  }

  #note(start: number): void {
    if (this.#count === this.#starts.length) this.#widen(Math.ceil(1.5 * this.#starts.length))
    this.#starts[this.#count++] = start
  }

  #widen(lines: number): void {
    const wider = new Float64Array(lines)
    wider.set(this.#starts)
    this.#starts = wider
  }
}

/** Whether the first bytes look like no text at all: a NUL among the first 8 KiB, UTF-16 included. */
export function looksBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0)
}

/** Length of a line without its line break (LF, or CR LF). */
export function withoutBreak(line: Uint8Array): number {
  const { length } = line
  if (length === 0 || line[length - 1] !== 0x0a) return length
  return line[length - 2] === 0x0d ? length - 2 : length - 1
}
