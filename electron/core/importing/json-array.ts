import { StudioError } from '../../shared/errors'
import type { Encoding } from '../../shared/importing'
import { toUtf8 } from './encoding'
import type { JsonRow } from './json-lines'
import { OpenValue } from './open-value'
import type { TableBytes } from './table-source'

/**
 * Objects of a JSON file that is one array of them, or an object that holds one under the key `at`. At most one element is held; one
 * that is too long, too deep or broken has a fault, and the reading goes on behind it. Throws `dataset-unusable` with a line for an
 * array that is not there or is never closed.
 */
export async function* readJsonArray(
  bytes: TableBytes,
  at: string | null,
  encoding: Encoding,
  signal?: AbortSignal,
): AsyncGenerator<readonly JsonRow[]> {
  const scanner = new ArrayScanner(at)
  try {
    for await (const piece of toUtf8(bytes.chunks(signal), encoding)) yield scanner.feed(piece)
    scanner.end()
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error
    throw new StudioError({
      code: 'dataset-unusable',
      message: `${error.message} at line ${error.line} of ${bytes.name}.`,
      hint: 'A JSON file should be an array of objects or an object that holds one; otherwise write one object a line.',
      where: { ...bytes.where, line: error.line },
    })
  }
}

class ScanFault extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

type State = 'start' | 'key' | 'in-key' | 'colon' | 'before-value' | 'value' | 'after'

/** Longest key of the outer object that is read, in bytes. */
const maxKeyBytes = 2048

/** Cuts an array into its elements by brackets and quotes alone; what an element says is read when it is whole. */
class ArrayScanner {
  readonly #at: string | null
  #state: State = 'start'
  /** Whether the values are elements of the array asked for, or belong to the outer object and are passed over. */
  #inside = false
  #found = false
  #key: number[] = []
  #line = 1
  readonly #value = new OpenValue()

  constructor(at: string | null) {
    this.#at = at
  }

  /** Elements that end in this piece. */
  feed(piece: Buffer): JsonRow[] {
    const rows: JsonRow[] = []
    let from = 0
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index] ?? 0
      if (byte === 0x0a) this.#line++
      if (this.#state !== 'value' && this.#begins(byte)) from = index
      if (this.#state !== 'value' || !this.#value.endsAt(byte)) continue
      this.#value.add(piece.subarray(from, index))
      this.#finish(byte, rows)
    }
    if (this.#state === 'value') this.#value.add(piece.subarray(from))
    return rows
  }

  /** Throws for an array that is not there or not whole. */
  end(): void {
    if (this.#inside && this.#state === 'value') throw new ScanFault('The file ends inside the element that begins', this.#value.line)
    if (this.#inside) throw new ScanFault('The array is not closed', this.#line)
    if (!this.#found) throw new ScanFault(this.#at === null ? 'There is no array' : `There is no array “${this.#at}”`, this.#line)
  }

  /** A byte outside a value; true where it begins one. */
  #begins(byte: number): boolean {
    if (this.#state === 'in-key') {
      this.#readKey(byte)
      return false
    }
    if (isSpace(byte) || (this.#state === 'after' && this.#at !== null)) return false
    const character = String.fromCharCode(byte)
    if (this.#state === 'start' && character === (this.#at === null ? '[' : '{')) this.#open(this.#at === null)
    else if (this.#state === 'key' && character === '"') this.#state = 'in-key'
    else if (this.#state === 'key' && character === '}') this.#state = 'after'
    else if (this.#state === 'colon' && character === ':') this.#state = 'before-value'
    else if (this.#state !== 'before-value') throw new ScanFault('Something that does not belong there stands', this.#line)
    else if (!this.#inside && !this.#found && character === '[' && this.#isWanted()) this.#open(true)
    else {
      this.#state = 'value'
      this.#value.begin(this.#line, this.#inside)
      return true
    }
    return false
  }

  #open(array: boolean): void {
    this.#inside = array
    this.#found = array
    this.#state = array ? 'before-value' : 'key'
  }

  #readKey(byte: number): void {
    const escaped = this.#key.at(-1) === 0x5c && trailingBackslashes(this.#key) % 2 === 1
    if (byte === 0x22 && !escaped) this.#state = 'colon'
    else if (this.#key.length < maxKeyBytes) this.#key.push(byte)
  }

  #isWanted(): boolean {
    try {
      return JSON.parse(`"${Buffer.from(this.#key).toString('utf8')}"`) === this.#at
    } catch {
      return false
    }
  }

  /** A value ended before this byte. */
  #finish(byte: number, rows: JsonRow[]): void {
    const row = this.#value.finish()
    const goesOn = byte === 0x2c
    if (this.#inside) {
      if (byte === 0x7d) throw new ScanFault('The array is closed by a brace', this.#line)
      if (row) rows.push(row)
      else if (goesOn) throw new ScanFault('An element is missing before a comma', this.#line)
      this.#state = goesOn ? 'before-value' : 'after'
      if (!goesOn) this.#inside = false
    } else {
      this.#key = []
      this.#state = goesOn ? 'key' : 'after'
    }
  }
}

function trailingBackslashes(bytes: readonly number[]): number {
  let count = 0
  while (bytes.at(-1 - count) === 0x5c) count++
  return count
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
