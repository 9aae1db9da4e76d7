import { maxLineBytes } from '../../shared/dataset'
import type { Encoding } from '../../shared/importing'
import { toUtf8 } from './encoding'
import { type JsonObject, parseRow, tooLong } from './json-text'
import type { RowFault } from './table-rows'
import type { TableBytes } from './table-source'

/** One object of a JSON or JSONL file and the line it begins at, or what is wrong with it. */
export type JsonRow = { readonly line: number } & ({ readonly object: JsonObject; readonly fault: null } | { readonly fault: RowFault })

/** Objects of a JSONL file, one a line, blank lines passed over. At most one line is held. */
export async function* readJsonLinesFile(bytes: TableBytes, encoding: Encoding, signal?: AbortSignal): AsyncGenerator<readonly JsonRow[]> {
  const open = new OpenLine()
  let line = 1
  for await (const piece of toUtf8(bytes.chunks(signal), encoding)) {
    const rows: JsonRow[] = []
    let start = 0
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, start)) {
      open.add(piece.subarray(start, end))
      const row = open.take()
      if (row) rows.push({ line, ...row })
      line++
      start = end + 1
    }
    open.add(piece.subarray(start))
    yield rows
  }
  const last = open.take()
  if (last) yield [{ line, ...last }]
}

/** The line that is being read. Of one that grows too long only the length is kept. */
class OpenLine {
  #parts: Buffer[] = []
  #length = 0

  add(part: Buffer): void {
    this.#length += part.length
    if (this.#length > maxLineBytes) this.#parts = []
    else if (part.length > 0) this.#parts.push(part)
  }

  /** The line as a row, null for a blank one. */
  take(): ReturnType<typeof parseRow> | null {
    const [parts, length] = [this.#parts, this.#length]
    this.#parts = []
    this.#length = 0
    if (length > maxLineBytes) return { fault: tooLong }
    const text = Buffer.concat(parts).toString('utf8')
    return text.trim() === '' ? null : parseRow(text)
  }
}
