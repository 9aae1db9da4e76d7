import type { ColumnRole, TableColumn } from '../../shared/importing'
import { cellText } from './cell-text'
import { roleOfName, roleOfValues } from './column-roles'
import { isObject, parseWithin } from './json-text'

/** Longest example of a column's values, in UTF-16 units. */
const exampleLength = 200

/** A column of the rows that were looked at, as text that may be cut; empty cells are ''. */
export type ColumnTexts = {
  readonly name: string
  readonly texts: readonly string[]
  /** Mean length of what is not empty, before it was cut, in UTF-16 units. */
  readonly meanLength: number
  /** Whether its values are conversations. */
  readonly messages: boolean
}

/** The cells of one column as text, whatever cannot be text as a word for what it is. Long ones are cut, so that little is held. */
export function columnTexts(name: string, cells: readonly unknown[], longest: number): ColumnTexts {
  let [filled, length] = [0, 0]
  const texts = cells.map((cell) => {
    const { fault, text } = { text: null, ...cellText(cell) }
    if (fault) return '(unreadable)'
    filled += text === null ? 0 : 1
    length += text?.length ?? 0
    return cut(text ?? '', longest)
  })
  const values = cells.filter((cell) => cell !== null && cell !== undefined && cell !== '').slice(0, 20)
  return { name, texts, meanLength: length / Math.max(1, filled), messages: values.length > 0 && values.every(isConversation) }
}

/** What is shown of a column. `looksLike` is what its name and its values say; what the pairing of columns says goes before that. */
export function columnProfile({ name, texts, meanLength, messages }: ColumnTexts, paired: ColumnRole | null): TableColumn {
  const filled = texts.filter((text) => text !== '')
  return {
    name,
    filled: texts.length === 0 ? 0 : filled.length / texts.length,
    meanLength,
    examples: [...new Set(filled)].slice(0, 3).map((text) => cut(text, exampleLength)),
    looksLike: messages ? 'messages' : (paired ?? roleOf(name, texts)),
  }
}

/** A text of at most so many UTF-16 units; one that was longer ends in `…`, never in half a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const end = /[\ud800-\udbff]/.test(text[longest - 2] ?? '') ? longest - 2 : longest - 1
  // A copy: a slice would keep all of a long text.
  return `${Buffer.from(text.slice(0, end), 'utf16le').toString('utf16le')}…`
}

function roleOf(name: string, texts: readonly string[]): ColumnRole | null {
  const named = roleOfName(name)
  // A name alone makes no source, no rewrite and no conversation: which two belong together is decided for all columns at once.
  if (named === 'system' || named === 'group' || named === 'id') return named
  return roleOfValues(texts)
}

function isConversation(cell: unknown): boolean {
  const value = typeof cell === 'string' && cell.trimStart().startsWith('[') ? parseWithin(cell) : cell
  return (
    Array.isArray(value) && value.length > 0 && value.every((turn) => isObject(turn) && typeof turn.role === 'string' && 'content' in turn)
  )
}
