import { StudioError } from '../../shared/errors'
import { cellText } from '../importing/cell-text'
import type { ColumnTexts } from '../importing/column-profile'
import { roleOfName } from '../importing/column-roles'
import { isObject, ownValue, parseWithin } from '../importing/json-text'
import { type PromptTemplate, withoutInstruction } from '../rows/prompt-template'

/** Which columns of a table hold its documents. */
export type TextColumns = {
  /** In order of preference: a row's text is the first that is not empty. */
  readonly texts: readonly string[]
  /** What the rows are called; null where no column says it. */
  readonly id: string | null
}

/** A row's text, '' where it has none, or why it cannot be read. */
export type RowTextRead = { readonly text: string; readonly fault: null } | { readonly fault: string }

const preferred = ['text', 'source', 'content']
/** Mean length from which a column without a telling name may be a text, in UTF-16 units. */
const leastLength = 8

/**
 * The columns that hold a table's texts: the one that is named, else `text`, `source`, `content`, conversations, other names of a source,
 * and at last the column with the longest texts. Throws `bad-input` for a name that no column has, `dataset-unusable` where none holds
 * texts.
 */
export function textColumns(columns: readonly ColumnTexts[], wanted: string | null, file: string): TextColumns {
  const names = columns.map(({ name }) => name)
  const id = names.find((name) => roleOfName(name) === 'id' && name !== wanted) ?? null
  if (wanted !== null) {
    if (names.includes(wanted)) return { texts: [wanted], id }
    throw new StudioError({ code: 'bad-input', message: `${file} has no column “${wanted}”.`, hint: `It has: ${listed(names)}.` })
  }
  const told = preferred.flatMap((word) => names.filter((name) => name.toLowerCase() === word))
  const conversations = columns.filter(({ messages }) => messages).map(({ name }) => name)
  const sources = names.filter((name) => roleOfName(name) === 'source')
  const texts = [...new Set([...told, ...conversations, ...sources])]
  if (texts.length > 0) return { texts, id }
  const others = columns.filter(({ name, meanLength }) => name !== id && roleOfName(name) === null && meanLength >= leastLength)
  const [longest] = others.toSorted((a, b) => b.meanLength - a.meanLength)
  if (longest) return { texts: [longest.name], id }
  throw new StudioError({ code: 'dataset-unusable', message: `No column of ${file} holds texts.`, hint: `Name one of: ${listed(names)}.` })
}

/** The text of a row by the cells of its `texts`, without the instruction before it: of a conversation the last user's turn. */
export function rowText(cells: readonly unknown[], template: PromptTemplate): RowTextRead {
  for (const cell of cells) {
    const read = cellText(lastUserTurn(cell) ?? cell)
    if (read.fault) return { fault: read.fault.message }
    if (read.text !== null) return { text: withoutInstruction(read.text, template), fault: null }
  }
  return { text: '', fault: null }
}

function lastUserTurn(cell: unknown): unknown {
  const turns = typeof cell === 'string' && cell.trimStart().startsWith('[') ? parseWithin(cell) : cell
  if (!Array.isArray(turns) || !turns.every(isObject)) return null
  const turn = turns.findLast((each) => ownValue(each, 'role') === 'user')
  return turn === undefined ? null : ownValue(turn, 'content')
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `“${name}”`)
  return shown.join(', ') + (names.length > shown.length ? ', …' : '')
}
