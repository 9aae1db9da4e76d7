import { maxLineBytes } from '../../shared/dataset'
import { lineTooLong, readRow } from '../rows/check-row'
import type { PromptTemplate } from '../rows/prompt-template'
import type { Fault } from '../rows/row-fault'
import type { RowContent, RowFormat } from '../rows/row-format'
import { type RowTexts, textsOf } from '../rows/row-texts'
import { type CodeSet, codeSet, joined, noCodes } from './code-set'
import type { Document } from './document'
import { noTexts, type TextFacts } from './row-facts'
import type { LineText } from './source-file'
import { textHash } from './text-hash'

/** A row as it is read: what it says, what it teaches, what is wrong with how it is written. */
export type ReadLine = {
  readonly raw: LineText
  readonly content: RowContent | null
  readonly texts: RowTexts
  /** The document that it says it is from. */
  readonly group: string | null
  readonly faults: readonly Fault[]
}

const tooLong: ReadLine = {
  raw: { text: '', valid: true },
  content: null,
  texts: { source: null, rewrite: null },
  group: null,
  faults: [lineTooLong],
}

const markAtBeginning: Fault = {
  code: 'byte-order-mark',
  message: 'The file begins with a byte order mark, which stops other tools.',
  at: { start: 0, end: 0 },
}

/** Reads a row of a document. Lines that are too long are never brought into memory. */
export function readRowOf(document: Document, id: number, format: RowFormat, template: PromptTemplate): ReadLine {
  const place = document.isEdited(id) ? null : document.lineOf(id)
  if (place) {
    const { file } = place.document
    if (file.lines.end(place.line) - file.lines.start(place.line) > maxLineBytes) return tooLong
  }
  const read = readText(document.text(id), format, template)
  if (place?.line !== 0 || !place.document.file.hasMark) return read
  return { ...read, faults: [markAtBeginning, ...read.faults] }
}

/** The same for any text. */
export function readText(raw: LineText, format: RowFormat, template: PromptTemplate): ReadLine {
  const none = { source: null, rewrite: null }
  if (!raw.valid) {
    const start = Math.max(0, raw.text.indexOf('\ufffd'))
    const fault: Fault = { code: 'bad-encoding', message: 'The line has bytes that are not UTF-8.', at: { start, end: start + 1 } }
    return { raw, content: null, texts: none, group: null, faults: [fault] }
  }
  const { content, group, faults } = readRow(raw.text, format)
  return { raw, content, texts: content ? textsOf(content, template) : none, group, faults }
}

/** The codes of what is wrong with how a row is written. */
export function structureCodes({ faults }: ReadLine): CodeSet {
  return faults.reduce((set, { code }) => joined(set, codeSet(code)), noCodes)
}

/** What is remembered of a row's texts. */
export function textFacts({ texts: { source, rewrite }, group }: ReadLine): TextFacts {
  if (!source) return noTexts
  return {
    sourceLength: source.text.length,
    rewriteLength: rewrite?.text.length ?? 0,
    sourceHash: textHash(source.text),
    rewriteHash: rewrite ? textHash(rewrite.text) % 2 ** 32 : 0,
    groupHash: group === null ? 0 : textHash(group),
    isSame: rewrite !== null && rewrite.text === source.text,
  }
}
