import { type Options, type Parser, parse } from 'csv-parse'
import { maxLineBytes } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { SeparatedFormat } from '../../shared/importing'
import { toUtf8 } from './encoding'
import { LineCounter } from './line-counter'
import type { TableBytes } from './table-source'

/** One record of a separated text: the line it begins at, and all its cells. */
export type SeparatedRecord = { readonly line: number; readonly cells: readonly string[] }

/** How csv-parse reads a format. Quotes inside a cell that does not begin with one are text, and so is one that nothing closes properly. */
export function parserOptions({ separator, quotes }: Pick<SeparatedFormat, 'separator' | 'quotes'>): Options {
  return {
    delimiter: separator,
    quote: quotes ? '"' : null,
    escape: quotes ? '"' : null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxLineBytes,
  }
}

/**
 * Records of a separated text in order, blank lines passed over. A few pieces are held at a time. Throws `dataset-unusable` with the line of a record that is longer than a row may be or whose quote is never closed.
 */
export async function* readRecords(
  bytes: TableBytes,
  format: SeparatedFormat,
  signal?: AbortSignal,
): AsyncGenerator<readonly SeparatedRecord[]> {
  const lines = new LineCounter()
  let [begin, lineLength] = [0, 0]
  let records: SeparatedRecord[] = []
  const parser = parse({
    ...parserOptions(format),
    // Nothing comes out of the stream itself: rows are taken where their place is known.
    on_record: (cells: string[], { bytes: end }: { bytes: number }) => {
      records.push({ line: lines.lineFrom(begin), cells: format.separator === '|||' ? cells.map((cell) => cell.trim()) : cells })
      begin = end
      return null
    },
  })
  parser.on('error', () => undefined).resume()
  const fail = (error: unknown) => asFailure(error, bytes, lines.lineFrom(begin))
  try {
    for await (const piece of toUtf8(bytes.chunks(signal), format.encoding)) {
      lines.add(piece)
      lineLength = longestLine(piece, lineLength)
      const failure = lineLength > maxLineBytes ? tooLong : await step(parser, piece)
      if (records.length > 0) yield records
      records = []
      if (failure) throw fail(failure)
    }
    const failure = await step(parser, null)
    if (records.length > 0) yield records
    if (failure) throw fail(failure)
  } finally {
    parser.destroy()
  }
}

const tooLong = { code: 'CSV_MAX_RECORD_SIZE' }

/** Hands the parser a piece, or the end; what it found wrong, null for nothing. */
function step(parser: Parser, piece: Buffer | null): Promise<unknown> {
  return new Promise((resolve) => {
    const ended = (error?: Error | null) => {
      parser.off('error', ended)
      resolve(error ?? null)
    }
    parser.once('error', ended)
    if (piece) parser.write(piece, ended)
    else parser.end(ended)
  })
}

/** Bytes since the last line break, or more than a row may have where a line of this piece has. Commas alone make a long record, too. */
function longestLine(piece: Buffer, before: number): number {
  const first = piece.indexOf(0x0a)
  if (first === -1) return piece.includes(0x0d) ? 0 : before + piece.length
  return before + first > maxLineBytes ? before + first : piece.length - piece.lastIndexOf(0x0a)
}

function asFailure(error: unknown, bytes: TableBytes, line: number): StudioError {
  if (error instanceof StudioError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  const where = { ...bytes.where, line }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new StudioError(
      {
        code: 'dataset-unusable',
        message: `The row at line ${line} of ${bytes.name} is longer than ${maxLineBytes / 1024 / 1024} MiB.`,
        hint: 'A quote that nothing closes makes the rest of a file one cell: close it, or read the file without quotes.',
        where,
      },
      { cause: error },
    )
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new StudioError(
      {
        code: 'dataset-unusable',
        message: `A quote in the row at line ${line} of ${bytes.name} is never closed.`,
        hint: 'Close it, write a quote inside a quoted cell twice, or read the file without quotes.',
        where,
      },
      { cause: error },
    )
  }
  return new StudioError(
    { code: 'dataset-unusable', message: `The row at line ${line} of ${bytes.name} cannot be read.`, hint: 'Mend that row.', where },
    { cause: error },
  )
}
