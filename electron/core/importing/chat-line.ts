import { type Message, maxLineBytes } from '../../shared/dataset'
import type { Mapping } from '../../shared/importing'
import { checkMessages, messagesOf } from '../rows/check-messages'
import { promptFor } from '../rows/prompt-template'
import { badCharacter, cellText, hasBadCharacter } from './cell-text'
import { isObject, ownValue, parseWithin, tooLong } from './json-text'
import type { RowFault } from './table-rows'

/** A line of a chat dataset, without its line break, or why a row does not become one. */
export type ChatLine = { readonly line: string; readonly fault: null } | { readonly fault: RowFault }

/** The columns that a mapping needs, in the order in which `chatLine` takes their cells. */
export function wantedColumns({ rows, group }: Mapping): string[] {
  const own =
    rows.from === 'messages' ? [rows.column] : [rows.source, rows.rewrite, ...(rows.system.from === 'column' ? [rows.system.column] : [])]
  return group === null ? own : [...own, group]
}

/** A row's cells, in the order of `wantedColumns`, as a chat row: `{"messages": […]}`, and `"group"` where that is mapped and not empty. */
export function chatLine(cells: readonly unknown[], mapping: Mapping): ChatLine {
  const turns = mapping.rows.from === 'messages' ? turnsOfMessages(cells[0]) : turnsOfColumns(cells, mapping.rows)
  if ('fault' in turns) return turns
  const group = mapping.group === null ? null : cellText(cells.at(-1))
  if (group?.fault) return group
  const length = turns.messages.reduce((sum, { content }) => sum + content.length, group?.text?.length ?? 0)
  if (length > maxLineBytes) return { fault: tooLong }
  const line = JSON.stringify(group?.text ? { messages: turns.messages, group: group.text } : { messages: turns.messages })
  return Buffer.byteLength(line) > maxLineBytes ? { fault: tooLong } : { line, fault: null }
}

type Turns = { readonly messages: readonly Message[] } | { readonly fault: RowFault }

function turnsOfColumns(cells: readonly unknown[], rows: Extract<Mapping['rows'], { from: 'columns' }>): Turns {
  const [source, rewrite] = [cellText(cells[0]), cellText(cells[1])]
  if (source.fault) return source
  if (rewrite.fault) return rewrite
  if (source.text === null) return { fault: { reason: 'empty', message: `The source (“${rows.source}”) is empty.` } }
  if (rewrite.text === null) return { fault: { reason: 'empty', message: `The rewrite (“${rows.rewrite}”) is empty.` } }
  const system =
    rows.system.from === 'column' ? cellText(cells[2]) : { text: rows.system.from === 'text' ? rows.system.text : null, fault: null }
  if (system.fault) return system
  const prompt = promptFor(source.text, { system: system.text, before: rows.before })
  return { messages: [...prompt, { role: 'assistant', content: rewrite.text }] }
}

function turnsOfMessages(value: unknown): Turns {
  const messages = typeof value === 'string' ? (value.trim() === '' ? null : parseWithin(value)) : value
  if (messages === null || messages === undefined) {
    if (typeof value === 'string' && value.trim() !== '')
      return { fault: { reason: 'bad-messages', message: 'The messages are not JSON.' } }
    return { fault: { reason: 'empty', message: 'There are no messages.' } }
  }
  if (!Array.isArray(messages)) return { fault: { reason: 'bad-messages', message: 'The messages are not a list.' } }
  let length = 0
  for (const turn of messages) {
    const content = isObject(turn) ? ownValue(turn, 'content') : null
    if (typeof content !== 'string') continue
    length += content.length
    if (length > maxLineBytes) return { fault: tooLong }
    if (hasBadCharacter(content)) return { fault: badCharacter }
  }
  const fault = checkMessages({ messages })[0]
  return fault ? { fault: { reason: 'bad-messages', message: fault.message } } : { messages: messagesOf({ messages }) }
}
