import { maxDepth, maxLineBytes } from '../../shared/dataset'
import type { JsonRow } from './json-lines'
import { parseRow, tooDeep, tooLong } from './json-text'

/** A value of a JSON file that is being read. Of one that grows too long or too deep nothing is kept but where it ends. */
export class OpenValue {
  #line = 1
  #kept = true
  #parts: Buffer[] = []
  #length = 0
  #depth = 0
  #tooDeep = false
  #quoted = false
  #escaped = false

  /** The line it begins at. */
  get line(): number {
    return this.#line
  }

  /** Begins a value at a line; `kept` where it will be asked for. */
  begin(line: number, kept: boolean): void {
    this.#line = line
    this.#kept = kept
    this.#parts = []
    this.#length = 0
    this.#depth = 0
    this.#tooDeep = false
    this.#quoted = false
    this.#escaped = false
  }

  /** Whether the value ends before this byte: a comma, or a bracket that it did not open. */
  endsAt(byte: number): boolean {
    if (this.#quoted) {
      if (this.#escaped) this.#escaped = false
      else if (byte === 0x5c) this.#escaped = true
      else if (byte === 0x22) this.#quoted = false
      return false
    }
    if (byte === 0x22) this.#quoted = true
    else if (byte === 0x7b || byte === 0x5b) {
      this.#depth++
      if (this.#depth > maxDepth) this.#tooDeep = true
    } else if (byte === 0x7d || byte === 0x5d) {
      if (this.#depth === 0) return true
      this.#depth--
    } else if (byte === 0x2c) return this.#depth === 0
    return false
  }

  /** Bytes of the value. */
  add(part: Buffer): void {
    this.#length += part.length
    if (!this.#kept || this.#tooDeep || this.#length > maxLineBytes) this.#parts = []
    else if (part.length > 0) this.#parts.push(part)
  }

  /** The whole value as a row; null where it is nothing but space, or was not kept. */
  finish(): JsonRow | null {
    const [parts, line] = [this.#parts, this.#line]
    this.#parts = []
    if (!this.#kept) return null
    if (this.#tooDeep) return { line, fault: tooDeep }
    if (this.#length > maxLineBytes) return { line, fault: tooLong }
    const text = Buffer.concat(parts).toString('utf8')
    return text.trim() === '' ? null : { line, ...parseRow(text) }
  }
}
