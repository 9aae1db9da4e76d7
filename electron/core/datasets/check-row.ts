import { findNodeAtLocation, type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { maxDepth, maxLineBytes, type Problem, type ProblemCode } from '../../shared/dataset'
import { assertNever } from '../../shared/errors'
import { checkMessages, messagesOf } from './check-messages'
import { checkText, type Fault } from './row-fault'
import { formatOf, formatWords, type RowContent, type RowFormat } from './row-format'

/** What a line of a JSONL file teaches, null where it cannot be trained on, and everything that is wrong with it. */
export type CheckedRow = { readonly content: RowContent | null; readonly problems: readonly Problem[] }

/** Most problems that are told of one row: a line of a million wrong turns is as broken as one of twenty. */
const maxProblems = 20

/** Reads one line as a row of a format: `{"messages": [{"role", "content"}, …]}`, `{"prompt", "completion"}` or `{"text"}`. */
export function checkRow(text: string, line: number, format: RowFormat): CheckedRow {
  const structural = checkStructure(text, line)
  if (structural) return { content: null, problems: [structural] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { content: null, problems: [notJson(text, line)] }
  }
  const faults = isRecord(value) ? checkFormat(value, format) : [notAnObject]
  if (isRecord(value) && faults.length === 0) return { content: contentOf(value, format), problems: [] }
  const tree = treeOf(text)
  return {
    content: null,
    problems: faults
      .slice(0, maxProblems)
      .map(({ code, message, path }) => ({ code, severity: 'error', message, line, column: columnOf(tree, path) })),
  }
}

/** Which format a line has; null where it is no row of any. */
export function formatOfLine(text: string): RowFormat | null {
  if (checkStructure(text, 1)) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? formatOf(value) : null
  } catch {
    return null
  }
}

const notAnObject: Fault = { code: 'not-an-object', message: 'The line is JSON, but not an object in braces.', path: [] }

/** A problem of a line that was never parsed. */
export function lineProblem(code: ProblemCode, line: number, column: number, message: string): Problem {
  return { code, severity: 'error', message, line, column }
}

function checkStructure(text: string, line: number): Problem | null {
  if (text.trim() === '') return lineProblem('blank-line', line, 1, 'The line is blank.')
  if (text.length > maxLineBytes) return lineProblem('line-too-long', line, 1, `The line is longer than ${maxLineBytes / 1024 / 1024} MiB.`)
  const column = depthExceededAt(text)
  if (column !== null) return lineProblem('too-deep', line, column, `Brackets are nested more than ${maxDepth} deep.`)
  return null
}

/** Column of the bracket that goes too deep, from 1; null when none does. */
function depthExceededAt(text: string): number | null {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (quoted) {
      if (unit === 0x5c) at++
      else if (unit === 0x22) quoted = false
    } else if (unit === 0x22) quoted = true
    else if (unit === 0x7b || unit === 0x5b) {
      depth++
      if (depth > maxDepth) return at + 1
    } else if (unit === 0x7d || unit === 0x5d) depth--
  }
  return null
}

const parseErrorWords: Readonly<Record<string, string>> = {
  UnexpectedEndOfString: 'the text ends inside a string',
  InvalidCharacter: 'a character that JSON does not allow',
  InvalidEscapeCharacter: 'a backslash before a character that needs none',
  InvalidUnicode: 'a \\u escape that is not four hexadecimal digits',
  CommaExpected: 'a comma is missing',
  ColonExpected: 'a colon is missing',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'something follows the end of the object',
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that JSON does not know',
  InvalidCommentToken: 'a comment, which JSON does not have',
}

function notJson(text: string, line: number): Problem {
  if (text.startsWith('\ufeff')) {
    return lineProblem('not-json', line, 1, 'This is not JSON: a byte order mark stands in the middle of the file.')
  }
  const errors: ParseError[] = []
  treeOf(text, errors)
  const first = errors[0]
  // A raw control character in a string is the one fault this parser forgives and JSON does not.
  const at = first?.offset ?? Math.max(0, firstControlCharacter(text))
  const why = first
    ? (parseErrorWords[printParseErrorCode(first.error)] ?? 'it cannot be read')
    : 'a raw control character, such as a tab, stands inside a string'
  return lineProblem('not-json', line, at + 1, `This is not JSON: ${why}.`)
}

/**
 * The text's tree with the place of every value; undefined where there is none. The parser goes on after a fault and then
 * takes for brackets what JSON takes for the inside of a string, as deep as a hostile line likes.
 */
function treeOf(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function firstControlCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return at
  return -1
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

function columnOf(tree: Node | undefined, path: JSONPath): number {
  const node = tree && (findNodeAtLocation(tree, path) ?? tree)
  return (node?.offset ?? 0) + 1
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
