import { maxDepth, maxLineBytes, type Problem, type ProblemCode, severityOf } from '../../shared/dataset'
import { assertNever } from '../../shared/errors'
import { checkMessages, messagesOf } from './check-messages'
import { earlierDuplicates } from './duplicate-keys'
import { spanOf, treeOf } from './json-places'
import { countKeys, shapeOf } from './line-shape'
import { mendOf } from './mend-row'
import { notJson } from './not-json'
import { checkText, type Fault } from './row-fault'
import { formatOf, formatWords, type RowContent, type RowFormat } from './row-format'

/** What a line teaches, null where it cannot be trained on, and what is wrong with it. */
export type ReadRow = {
  readonly content: RowContent | null
  /** The document that it says it is from, as `group`, `document` or `doc_id`: rows of one stay on one side of a split. */
  readonly group: string | null
  readonly faults: readonly Fault[]
}

/** The same with every problem in words and at its place. */
export type CheckedRow = { readonly content: RowContent | null; readonly problems: readonly Problem[] }

/** Most problems that are told of one row: a line of a million wrong turns is as broken as one of twenty. */
const maxProblems = 20

/** Reads one line as a row of a format: `{"messages": [{"role", "content"}, …]}`, `{"prompt", "completion"}` or `{"text"}`. */
export function readRow(text: string, format: RowFormat): ReadRow {
  const shape = shapeOf(text)
  const structural = checkStructure(text, shape.tooDeepAt)
  if (structural) return unread([structural])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unread([notJson(text)])
  }
  if (!isRecord(value)) return unread([notAnObject])
  const faults = checkFormat(value, format)
  if (faults.length > 0) return unread(faults.slice(0, maxProblems))
  return { content: contentOf(value, format), group: groupOf(value), faults: shape.keys > countKeys(value) ? [writtenTwice(text)] : [] }
}

function unread(faults: readonly Fault[]): ReadRow {
  return { content: null, group: null, faults }
}

function groupOf({ group, document, doc_id }: Readonly<Record<string, unknown>>): string | null {
  const named = group ?? document ?? doc_id
  return typeof named === 'string' || typeof named === 'number' ? String(named) : null
}

/** The same, with each problem at its place. `line` from 1. */
export function checkRow(text: string, line: number, format: RowFormat): CheckedRow {
  const { content, faults } = readRow(text, format)
  return { content, problems: faults.length === 0 ? [] : placed(text, faults, line, format) }
}

/** Faults as problems of a line of its file. */
export function placed(text: string, faults: readonly Fault[], line: number, format: RowFormat): Problem[] {
  const tree = faults.some((fault) => 'path' in fault) ? treeOf(text) : undefined
  return faults.map((fault) => {
    const { start, end } = 'at' in fault ? fault.at : spanOf(tree, fault.path)
    const { code, message } = fault
    const mend = mendOf(code, text, format)?.label ?? null
    return { code, severity: severityOf(code), message, line, column: start + 1, length: end - start, field: null, mend }
  })
}

/** Which format a line has; null where it is no row of any. */
export function formatOfLine(text: string): RowFormat | null {
  if (checkStructure(text, shapeOf(text).tooDeepAt)) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? formatOf(value) : null
  } catch {
    return null
  }
}

/** A line that is longer than one that is read. */
export const lineTooLong: Fault = {
  code: 'line-too-long',
  message: `The line is longer than ${maxLineBytes / 1024 / 1024} MiB.`,
  at: { start: 0, end: 0 },
}

const notAnObject: Fault = { code: 'not-an-object', message: 'The line is JSON, but not an object in braces.', path: [] }

function checkStructure(text: string, tooDeepAt: number): Fault | null {
  if (text.trim() === '') return { code: 'blank-line', message: 'The line is blank.', at: { start: 0, end: text.length } }
  if (text.length > maxLineBytes) return lineTooLong
  if (tooDeepAt === -1) return null
  return { code: 'too-deep', message: `Brackets are nested more than ${maxDepth} deep.`, at: { start: tooDeepAt, end: tooDeepAt + 1 } }
}

function writtenTwice(text: string): Fault {
  const [member] = earlierDuplicates(treeOf(text))
  const name = JSON.stringify(member?.children?.[0]?.value ?? '').slice(0, 42)
  const at = { start: member?.offset ?? 0, end: (member?.offset ?? 0) + (member?.length ?? 0) }
  return { code: 'duplicate-key', message: `${name} stands twice in one object; the last one counts.`, at }
}

function checkFormat(row: Readonly<Record<string, unknown>>, format: RowFormat): Fault[] {
  const own = formatOf(row)
  const holds = format === 'completions' ? own === format : format === 'chat' ? 'messages' in row : 'text' in row
  if (own !== null && !holds) {
    const message = `The row has ${formatWords[own]}, where the first row of the file has ${formatWords[format]}.`
    return [{ code: 'mixed-formats', message, path: [] }]
  }
  switch (format) {
    case 'chat':
      return checkMessages(row)
    case 'completions':
      return [...checkField(row, 'prompt', 'missing-prompt'), ...checkField(row, 'completion', 'missing-completion')]
    case 'text':
      return checkField(row, 'text', 'missing-text')
    default:
      return assertNever(format)
  }
}

function checkField(row: Readonly<Record<string, unknown>>, key: string, missing: ProblemCode): Fault[] {
  if (row[key] === undefined) return [{ code: missing, message: `The row has no “${key}”.`, path: [] }]
  return checkText(row[key], `“${key}”`, [key], 'not-text')
}

/** What a row without faults teaches. A completion becomes two turns, as mlx-lm makes them. */
function contentOf(row: Readonly<Record<string, unknown>>, format: RowFormat): RowContent {
  if (format === 'chat') return { messages: messagesOf(row) }
  if (format === 'text') return { text: String(row.text) }
  return {
    messages: [
      { role: 'user', content: String(row.prompt) },
      { role: 'assistant', content: String(row.completion) },
    ],
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
