/** What text says, or why it was not read, as the end of a sentence that begins with the file's name. */
export type BoundedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string }

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** How deep JSON may be nested, and whether a number may be infinite, as Python writes one: `Infinity`. */
export type JsonBounds = { readonly depth?: number; readonly infinite?: boolean }

/**
 * Reads JSON from outside: UTF-8, strict JSON (no NaN, which Python's reader takes), nested no deeper than `depth` (32), with finite numbers
 * unless `infinite` takes the others too. The depth is looked at before anything is built.
 */
export function parseBounded(bytes: Uint8Array, { depth = 32, infinite = false }: JsonBounds = {}): BoundedJson {
  let text: string
  try {
    text = strict.decode(bytes)
  } catch {
    return { ok: false, why: 'is not UTF-8' }
  }
  if (deepest(text) > depth) return { ok: false, why: `is nested deeper than ${depth} levels` }
  try {
    const value: unknown = JSON.parse(infinite ? withInfinity(text) : text)
    return infinite || allFinite(value) ? { ok: true, value } : { ok: false, why: 'holds a number that is not finite' }
  } catch {
    return { ok: false, why: 'is not JSON' }
  }
}

/** An object's keys and values, or null for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}

/** The deepest nesting of brackets outside strings. */
function deepest(text: string): number {
  let depth = 0
  let most = 0
  outsideStrings(text, (sign) => {
    if (sign === 0x7b || sign === 0x5b) most = Math.max(most, ++depth)
    else if (sign === 0x7d || sign === 0x5d) depth -= 1
  })
  return most
}

/** Python's word for an infinite number as one that JSON has: beyond the largest. */
function withInfinity(text: string): string {
  let written = ''
  let end = 0
  outsideStrings(text, (sign, place) => {
    if (sign !== 0x49 || !text.startsWith('Infinity', place)) return
    const after = place + 'Infinity'.length
    if (/[\w.+]/.test(text[place - 1] ?? '') || /[\w.+-]/.test(text[after] ?? '')) return
    written += `${text.slice(end, place)}1e999`
    end = after
  })
  return written + text.slice(end)
}

/** Hands over each sign that is in no string, as a UTF-16 unit with its place. */
function outsideStrings(text: string, look: (sign: number, place: number) => void): void {
  let inString = false
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charCodeAt(place)
    if (inString) {
      if (sign === 0x5c) place += 1
      else if (sign === 0x22) inString = false
    } else if (sign === 0x22) inString = true
    else look(sign, place)
  }
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(allFinite)
}
