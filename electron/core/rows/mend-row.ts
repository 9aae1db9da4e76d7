import type { Node } from 'jsonc-parser'
import type { ProblemCode } from '../../shared/dataset'
import { earlierDuplicates } from './duplicate-keys'
import { treeOf } from './json-places'
import { withTexts } from './row-edit'
import { isWellFormed } from './row-fault'
import { formatOf, type RowFormat } from './row-format'

/** A mend of a row's structure, with what the row then says; null takes the row away. */
export type RowMend = { readonly label: string; readonly raw: string | null }

/** Longest line whose JSON is mended, in UTF-16 units. */
const longestMended = 1_000_000

/** What other tools call the two who talk. */
const roles: Readonly<Record<string, 'user' | 'assistant' | 'system'>> = {
  human: 'user',
  person: 'user',
  instruction: 'user',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bot: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  developer: 'system',
}

/** How a problem of a row's structure is mended with one click; null where only a person can. */
export function mendOf(code: ProblemCode, raw: string, format: RowFormat): RowMend | null {
  switch (code) {
    case 'blank-line':
      return { label: 'Remove the line', raw: null }
    case 'same-row':
      return { label: 'Remove the row', raw: null }
    case 'byte-order-mark':
      return { label: 'Remove the mark', raw }
    case 'not-json':
      return labelled('Mend the JSON', parsable(raw))
    case 'duplicate-key':
      return labelled('Keep the last one', withoutDuplicates(raw))
    case 'unknown-role':
      return labelled('Use the usual names', withUsualRoles(raw))
    case 'mixed-formats':
      return format === 'chat' ? labelled('Write it as messages', asMessages(raw)) : null
    case 'bad-encoding':
      return labelled('Put � for what is broken', withoutHalves(raw))
    default:
      return null
  }
}

function labelled(label: string, raw: string | null): RowMend | null {
  return raw === null ? null : { label, raw }
}

/** The line with what most often keeps it from being JSON set right; null where that is not enough. */
function parsable(raw: string): string | null {
  if (raw.length > longestMended) return null
  const tries = [raw.replace(/\ufeff/g, ''), raw.replace(/\ufeff/g, '').replace(/,\s*$/, '')]
  for (const text of tries) {
    const escaped = withEscapes(text)
    for (const mended of [escaped, withoutTrailingCommas(escaped), closed(withoutTrailingCommas(escaped))])
      if (isJson(mended)) return mended
  }
  return null
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** Pieces of a line: strings with their quotes, the last one perhaps without its closing one, and what lies between. */
const pieces = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[^"]+/g

function between(text: string, change: (piece: string) => string): string {
  return (text.match(pieces) ?? []).map((piece) => (piece.startsWith('"') ? piece : change(piece))).join('')
}

function withEscapes(text: string): string {
  const escaped = (text.match(pieces) ?? []).map((piece) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    piece.startsWith('"') ? piece.replace(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1)) : piece,
  )
  return escaped.join('')
}

function withoutTrailingCommas(text: string): string {
  return between(text, (piece) => piece.replace(/,(\s*[}\]])/g, '$1'))
}

/** The text with everything closed that it leaves open. */
function closed(text: string): string {
  const open: string[] = []
  let ending = ''
  for (const piece of text.match(pieces) ?? []) {
    if (piece.startsWith('"')) {
      ending = /^"[^"\\]*(?:\\[\s\S][^"\\]*)*"$/.test(piece) ? '' : '"'
      continue
    }
    for (const sign of piece) {
      if (sign === '{') open.push('}')
      else if (sign === '[') open.push(']')
      else if (sign === '}' || sign === ']') open.pop()
    }
  }
  return text.trimEnd().replace(/,$/, '') + ending + open.reverse().join('')
}

function withoutDuplicates(raw: string): string | null {
  let text = raw
  for (let member: Node | undefined = earlierDuplicates(treeOf(text))[0]; member; member = earlierDuplicates(treeOf(text))[0]) {
    const end = text.indexOf(',', member.offset + member.length)
    if (end === -1) return null
    text = text.slice(0, member.offset) + text.slice(end + 1).replace(/^\s+/, '')
  }
  return text
}

function withUsualRoles(raw: string): string | null {
  const row: unknown = JSON.parse(raw)
  const messages = typeof row === 'object' && row !== null && 'messages' in row && Array.isArray(row.messages) ? row.messages : []
  const texts = messages.flatMap(({ role }: { role?: unknown }, turn) => {
    const usual = typeof role === 'string' ? roles[role.trim().toLowerCase()] : undefined
    return usual === undefined ? [] : [{ path: ['messages', turn, 'role'], text: usual }]
  })
  return texts.length === 0 ? null : withTexts(raw, texts)
}

function asMessages(raw: string): string | null {
  const row = JSON.parse(raw) as Readonly<Record<string, unknown>>
  if (formatOf(row) !== 'completions') return null
  const { prompt, completion, ...rest } = row
  if (typeof prompt !== 'string' || typeof completion !== 'string') return null
  const messages = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: completion },
  ]
  return JSON.stringify({ messages, ...rest })
}

/** Half a character of an escape becomes the sign for what cannot be read, as text editors write it. */
function withoutHalves(raw: string): string | null {
  const mended = raw.replace(/\\u[dD][89a-fA-F][0-9a-fA-F]{2}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?/g, (units) =>
    units.length === 12 && isWellFormed(JSON.parse(`"${units}"`) as string) ? units : '\ufffd',
  )
  return mended === raw && isWellFormed(raw) && !raw.includes('\ufffd') ? null : mended
}
