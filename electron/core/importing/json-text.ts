import { maxDepth, maxLineBytes } from '../../shared/dataset'
import type { RowFault } from './table-rows'

/** An object as it stands in JSON. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Reads the text of one row's JSON; too long or too deep a text is not parsed. */
export function parseRow(text: string): { readonly object: JsonObject; readonly fault: null } | { readonly fault: RowFault } {
  if (text.length > maxLineBytes) return { fault: tooLong }
  if (isTooDeep(text)) return { fault: tooDeep }
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? { object: value, fault: null } : { fault: notAnObject }
  } catch {
    return { fault: { reason: 'not-json', message: 'The row is not JSON.' } }
  }
}

/** JSON of any kind, undefined where the text is none or nested too deeply. */
export function parseWithin(text: string): unknown {
  if (text.length > maxLineBytes || isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The value of a key of its own; undefined where it has none. */
export function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

export const tooLong: RowFault = { reason: 'too-long', message: `The row is longer than ${maxLineBytes / 1024 / 1024} MiB.` }
export const tooDeep: RowFault = { reason: 'too-deep', message: `Brackets are nested more than ${maxDepth} deep.` }
export const notAnObject: RowFault = { reason: 'not-an-object', message: 'The row is JSON, but not an object in braces.' }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTooDeep(text: string): boolean {
  let [depth, quoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (quoted) {
      if (unit === 0x5c) at++
      else if (unit === 0x22) quoted = false
    } else if (unit === 0x22) quoted = true
    else if (unit === 0x7b || unit === 0x5b) {
      depth++
      if (depth > maxDepth) return true
    } else if (unit === 0x7d || unit === 0x5d) depth--
  }
  return false
}
