import { StudioError } from '../../shared/errors'
import type { Encoding, Separator, TableFormat, TableFormatChoices } from '../../shared/importing'
import { detectEncoding, toUtf8 } from './encoding'
import { jsonShape } from './json-shape'
import { hasParquetMagic } from './parquet/parquet-file'
import { looksLikeHeader } from './separated-header'
import { recordsOf, sniffQuotes, sniffSeparator } from './sniff-separator'
import type { TableBytes } from './table-source'

/** How much of a text is decoded to see what it is, and how much of that is tried as separated cells, in UTF-16 units. */
const [headLength, sniffedLength] = [1024 * 1024, 64 * 1024]

/**
 * What a table is, from its first bytes first, then from the ending of its name. What the person chose goes before what is found.
 * Throws `file-binary` for no text, `dataset-unusable` for JSON without rows.
 */
export async function detectFormat(bytes: TableBytes, choices: TableFormatChoices, signal?: AbortSignal): Promise<TableFormat> {
  if (hasParquetMagic(await bytes.slice(0, 4))) return { kind: 'parquet' }
  const ending = /\.([a-z]+)$/i.exec(bytes.name)?.[1]?.toLowerCase() ?? ''
  if (ending === 'parquet') throw notWhatItSays(bytes, 'Parquet', 'Fetch or write the file again.')
  const encoding = choices.encoding ?? (await detectEncoding(bytes, signal))
  const { head, whole } = await headOf(bytes, encoding, signal)
  if (head.trim() === '') {
    throw new StudioError({
      code: 'file-empty',
      message: `${bytes.name} holds nothing but space.`,
      hint: 'Choose a file with rows in it.',
      where: { ...bytes.where },
    })
  }
  const json = choices.separator === undefined ? jsonFormat(bytes, ending, head, whole, encoding) : null
  return json ?? separatedFormat(ending, head.slice(0, sniffedLength), choices, encoding)
}

function jsonFormat(bytes: TableBytes, ending: string, head: string, whole: boolean, encoding: Encoding): TableFormat | null {
  const shape = jsonShape(head, whole)
  const linewise = ending === 'jsonl' || ending === 'ndjson'
  if (linewise) return { kind: 'jsonl', encoding }
  if (shape.kind === 'jsonl') return { kind: 'jsonl', encoding }
  if (shape.kind === 'json') return { kind: 'json', at: shape.at, encoding }
  if (shape.kind === 'none') {
    if (ending === 'json') throw notWhatItSays(bytes, 'JSON', 'It should begin with [ or {.')
    return null
  }
  throw new StudioError({
    code: 'dataset-unusable',
    message: `${bytes.name} is a JSON object without a list of rows.`,
    hint: 'Rows are objects in an array, such as {"data": [{"source": "…", "rewrite": "…"}]}, or one object a line.',
    where: { ...bytes.where, line: 1 },
  })
}

function separatedFormat(ending: string, head: string, choices: TableFormatChoices, encoding: Encoding): TableFormat {
  const preferred: Separator | null = ending === 'csv' ? ',' : ending === 'tsv' || ending === 'tab' ? '\t' : null
  const sniffed = sniffSeparator(head, preferred)
  const separator = choices.separator ?? sniffed.separator
  const quotes = choices.quotes ?? (separator === sniffed.separator ? sniffed.quotes : sniffQuotes(head, separator))
  const records = separator === sniffed.separator && quotes === sniffed.quotes ? sniffed.records : recordsOf(head, separator, quotes)
  return { kind: 'separated', separator, quotes, header: choices.header ?? looksLikeHeader(records), encoding }
}

/** The beginning of a text, and whether it is all of it; otherwise it ends with a whole line, where a line ends in it. */
async function headOf(bytes: TableBytes, encoding: Encoding, signal?: AbortSignal): Promise<{ head: string; whole: boolean }> {
  const pieces: Buffer[] = []
  let length = 0
  let whole = true
  for await (const piece of toUtf8(bytes.chunks(signal), encoding)) {
    pieces.push(piece)
    length += piece.length
    if (length < headLength) continue
    whole = bytes.fraction >= 1
    break
  }
  const head = Buffer.concat(pieces).toString('utf8')
  return whole ? { head, whole } : { head: head.slice(0, head.lastIndexOf('\n') + 1 || undefined), whole }
}

function notWhatItSays(bytes: TableBytes, kind: string, hint: string): StudioError {
  return new StudioError({
    code: 'dataset-unusable',
    message: `${bytes.name} is no ${kind} file.`,
    hint,
    where: { ...bytes.where, line: 1 },
  })
}
