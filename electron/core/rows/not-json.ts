import { type ParseError, printParseErrorCode } from 'jsonc-parser'
import { treeOf } from './json-places'
import type { Fault } from './row-fault'

const words: Readonly<Record<string, string>> = {
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

/** Why a line is not JSON, and where. */
export function notJson(text: string): Fault {
  if (text.startsWith('\ufeff'))
    return { code: 'not-json', message: 'This is not JSON: a byte order mark stands in the middle of the file.', at: { start: 0, end: 1 } }
  const errors: ParseError[] = []
  treeOf(text, errors)
  const first = errors[0]
  // A raw control character in a string is the one fault this parser forgives and JSON does not.
  const start = first?.offset ?? Math.max(0, firstControlCharacter(text))
  const why = first
    ? (words[printParseErrorCode(first.error)] ?? 'it cannot be read')
    : 'a raw control character, such as a tab, stands inside a string'
  return { code: 'not-json', message: `This is not JSON: ${why}.`, at: { start, end: start + (first?.length ?? 1) } }
}

function firstControlCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return at
  return -1
}
