import type { JSONPath } from 'jsonc-parser'
import { spanOf, treeOf } from './json-places'

/** Another text for a string of a row. */
export type TextAt = { readonly path: JSONPath; readonly text: string }

/**
 * A row with other texts in the place of some of its strings, every other byte as it was. Escapes as the row does: a row in plain ASCII
 * stays so. Null where the row is no JSON with a string there.
 */
export function withTexts(raw: string, texts: readonly TextAt[]): string | null {
  const tree = treeOf(raw)
  const placed = texts.map(({ path, text }) => ({ ...spanOf(tree, path), text }))
  if (!tree || placed.some(({ start, end }) => raw[start] !== '"' || end <= start)) return null
  let result = raw
  for (const { start, end, text } of placed.sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + spelled(text, raw) + result.slice(end)
  return result
}

/** A text as a JSON string, in the way of writing of the row it goes into. */
function spelled(text: string, raw: string): string {
  const json = JSON.stringify(text)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const ascii = /^[\u0000-\u007f]*$/.test(raw) && raw.includes('\\u')
  return ascii ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json
}

/** A row is one line: line breaks between the parts of its JSON become spaces, which JSON takes for the same. */
export function oneLine(raw: string): string {
  return raw.trim().replace(/[\r\n]+/g, ' ')
}
