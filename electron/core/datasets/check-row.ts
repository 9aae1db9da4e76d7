import { findNodeAtLocation, type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Message, maxDepth, maxLineBytes, message, type Problem, type ProblemCode } from '../../shared/dataset'

/** What a line of a chat JSONL file holds, and everything that is wrong with it. */
export type CheckedRow = { readonly messages: readonly Message[] | null; readonly problems: readonly Problem[] }

/** Most problems that are told of one row: a line of a million wrong turns is as broken as one of twenty. */
const maxProblems = 20
/** Longest piece of a row that a sentence quotes, in UTF-16 units. */
const maxQuoted = 40

/**
 * Reads one line as a chat row: `{"messages": [{"role", "content"}, …]}`, system first if at all, then user and assistant
 * in turns, the assistant last. `messages` is null where the row cannot be trained on.
 */
export function checkRow(text: string, line: number): CheckedRow {
  const structural = checkStructure(text, line)
  if (structural) return { messages: null, problems: [structural] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { messages: null, problems: [notJson(text, line)] }
  }
  const faults = checkMessages(value)
  if (faults.length === 0) return { messages: messagesOf(value), problems: [] }
  const tree = treeOf(text)
  return {
    messages: null,
    problems: faults
      .slice(0, maxProblems)
      .map(({ code, message, path }) => ({ code, severity: 'error', message, line, column: columnOf(tree, path) })),
  }
}

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

type Fault = { readonly code: ProblemCode; readonly message: string; readonly path: JSONPath }

function checkMessages(value: unknown): Fault[] {
  if (!isRecord(value)) return [{ code: 'not-an-object', message: 'The line is JSON, but not an object in braces.', path: [] }]
  const messages = value.messages
  if (messages === undefined) return [{ code: 'missing-messages', message: 'The row has no “messages”.', path: [] }]
  if (!Array.isArray(messages)) return [{ code: 'missing-messages', message: '“messages” is not a list.', path: ['messages'] }]
  if (messages.length === 0) return [{ code: 'empty-messages', message: '“messages” is empty.', path: ['messages'] }]
  const faults = messages.flatMap((turn: unknown, index) => checkTurn(turn, ['messages', index]))
  return faults.length > 0 ? faults : checkOrder(messages.map((turn: { role: string }) => turn.role))
}

function checkTurn(turn: unknown, path: JSONPath): Fault[] {
  if (!isRecord(turn)) return [{ code: 'bad-message', message: 'A message is not an object with “role” and “content”.', path }]
  const faults: Fault[] = []
  const { role, content } = turn
  if (role === undefined) faults.push({ code: 'missing-role', message: 'A message has no “role”.', path })
  else if (role !== 'system' && role !== 'user' && role !== 'assistant') {
    faults.push({
      code: 'unknown-role',
      message: `The role ${quote(role)} is none of system, user, assistant.`,
      path: [...path, 'role'],
    })
  }
  if (content === undefined) faults.push({ code: 'missing-content', message: 'A message has no “content”.', path })
  else if (content === null) faults.push({ code: 'null-content', message: 'The content of a message is null.', path: [...path, 'content'] })
  else if (typeof content !== 'string')
    faults.push({ code: 'bad-message', message: 'The content of a message is not text.', path: [...path, 'content'] })
  else if (content.trim() === '')
    faults.push({ code: 'empty-content', message: 'The content of a message is empty.', path: [...path, 'content'] })
  else if (!isWellFormed(content)) {
    faults.push({
      code: 'bad-encoding',
      message: 'The content of a message has half a character (an unpaired surrogate), which no tokenizer takes.',
      path: [...path, 'content'],
    })
  }
  return faults
}

function checkOrder(roles: readonly string[]): Fault[] {
  const start = roles[0] === 'system' ? 1 : 0
  const turns = roles.slice(start)
  if (!turns.includes('user')) return [{ code: 'no-user-turn', message: 'No message comes from the user.', path: ['messages'] }]
  const wrong = turns.findIndex((role, index) => role !== (index % 2 === 0 ? 'user' : 'assistant'))
  if (wrong !== -1) {
    const expected = wrong % 2 === 0 ? 'user' : 'assistant'
    const message = `Message ${wrong + start + 1} comes from the ${turns[wrong]}, where the ${expected} is due.`
    return [{ code: 'role-order', message, path: ['messages', wrong + start, 'role'] }]
  }
  if (turns.at(-1) !== 'assistant') {
    return [
      {
        code: 'no-answer',
        message: 'The last message is not the assistant’s, so there is no answer to learn.',
        path: ['messages', roles.length - 1, 'role'],
      },
    ]
  }
  return []
}

/** Only what the model is shown: other keys of a row and of its messages stay in the file. */
function messagesOf(value: unknown): readonly Message[] {
  const { messages } = value as { messages: Message[] }
  return messages.map(({ role, content }) => message.parse({ role, content }))
}

function columnOf(tree: Node | undefined, path: JSONPath): number {
  const node = tree && (findNodeAtLocation(tree, path) ?? tree)
  return (node?.offset ?? 0) + 1
}

function quote(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text
}

/** Whether every surrogate has its pair. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
