import { maxLineBytes } from '../../shared/dataset'
import { tooLong } from './json-text'
import type { RowFault } from './table-rows'

/** A value as text, null where it is empty, or why it is no text. */
export type CellText = { readonly text: string | null; readonly fault: null } | { readonly fault: RowFault }

/**
 * What a cell says. Numbers and truth values as they are written, `NaN` as nothing, dates as ISO 8601 (without the time where it is
 * midnight), lists and objects as JSON; space around it is taken away. Never throws.
 */
export function cellText(value: unknown): CellText {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return { text: null, fault: null }
  if (typeof value === 'string') return checked(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return { text: String(value), fault: null }
  if (value instanceof Date) return { text: dateText(value), fault: null }
  if (value instanceof Uint8Array || typeof value !== 'object') return { fault: notText }
  return jsonText(value)
}

/** Whether a text has a character that no reader of it meant: NUL, the sign for unreadable bytes, or half a pair. */
export function hasBadCharacter(text: string): boolean {
  return text.includes('\0') || text.includes('\ufffd') || /\p{Surrogate}/u.test(text)
}

export const badCharacter: RowFault = {
  reason: 'bad-character',
  message: 'A cell has a character that cannot be read; perhaps the file has another encoding.',
}

const notText: RowFault = { reason: 'not-text', message: 'A cell holds bytes, not text.' }

function checked(value: string): CellText {
  if (value.length > maxLineBytes) return { fault: tooLong }
  const text = value.trim()
  if (hasBadCharacter(text)) return { fault: badCharacter }
  return { text: text === '' ? null : text, fault: null }
}

function dateText(date: Date): string | null {
  const time = date.getTime()
  if (Number.isNaN(time)) return null
  const text = date.toISOString()
  return time % 86_400_000 === 0 ? text.slice(0, text.indexOf('T')) : text
}

/** JSON that is given up when it grows too long: a dictionary lets a small file repeat a long text in one list. */
function jsonText(value: object): CellText {
  let length = 0
  const replacer = (key: string, inner: unknown) => {
    length += key.length + (typeof inner === 'string' ? inner.length : 1)
    if (length > maxLineBytes) throw new RangeError('too long')
    if (typeof inner === 'bigint') return Number.isSafeInteger(Number(inner)) ? Number(inner) : String(inner)
    return inner instanceof Uint8Array ? null : inner
  }
  try {
    return checked(JSON.stringify(value, replacer))
  } catch {
    return { fault: tooLong }
  }
}
