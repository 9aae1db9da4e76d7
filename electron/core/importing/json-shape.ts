import { maxColumnName } from '../../shared/importing'

/** Keys under which files of rows are mostly found. */
const usualKeys = ['data', 'rows', 'examples', 'items', 'records', 'instances', 'train']

/** What a text that begins with a bracket or a brace seems to be: one object a line, an array, an object that holds one, or no JSON. */
export type JsonShape =
  | { readonly kind: 'jsonl' }
  | { readonly kind: 'json'; readonly at: string | null }
  | { readonly kind: 'object' }
  | { readonly kind: 'none' }

/**
 * Tells the shapes of JSON apart by how a file begins; `whole` where the head is all of it, otherwise it ends with a line break where
 * a line ends in it. An object without an array of objects is one row, or `object` where its line goes on beyond the head.
 */
export function jsonShape(head: string, whole: boolean): JsonShape {
  const text = head.trimStart()
  if (/^\[\s*(?:[{[\]]|$)/.test(text)) return { kind: 'json', at: null }
  if (!/^\{\s*(?:["}]|$)/.test(text)) return { kind: 'none' }
  const firstLine = /^[^\n]*(?=\n|$)/.exec(text)?.[0] ?? ''
  const endsInHead = firstLine.length < text.length || whole
  const keys = arraysOfObjects(text)
  const at = usualKeys.find((key) => keys.has(key)) ?? [...keys][0]
  const isRow = endsInHead && isJson(firstLine)
  const alone = whole && text.slice(firstLine.length).trim() === ''
  // The conversation of a chat row is an array of objects, too.
  if (isRow && (!alone || at === undefined || at === 'messages')) return { kind: 'jsonl' }
  if (at !== undefined && at.length <= maxColumnName) return { kind: 'json', at }
  return text.startsWith('{"') && /^\{"/m.test(text.slice(1)) ? { kind: 'jsonl' } : { kind: 'object' }
}

/** Keys of the outer object whose value is an array that begins with an object. */
function arraysOfObjects(text: string): Set<string> {
  const keys = new Set<string>()
  const depthOne = 1
  let [depth, key] = [0, '']
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      if (depth === depthOne) key = text.slice(at + 1, end)
      at = end
    } else if (character === '{' || character === '[') {
      depth++
      // Only a value is preceded by its key; in an object that is well-formed the last string at this depth is it.
      if (character === '[' && depth === depthOne + 1 && /^\s{0,100}\{/.test(text.slice(at + 1, at + 102))) keys.add(keyOf(key))
    } else if (character === '}' || character === ']') depth--
  }
  return keys
}

/** Where the string that begins here has its closing quote; the end of the text where it has none. */
function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}

function keyOf(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
