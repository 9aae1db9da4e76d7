import { tokenize } from '../alignment/tokens'
import { preambleLength } from '../scoring/preamble'
import type { Finding, TextEdit } from './finding'
import { quote } from './wording'

/** The rewrite proper: UTF-16 offsets, and the findings for what stands around it. */
export type Wrapping = { readonly from: number; readonly to: number; readonly findings: readonly Finding[] }

type Layer = { readonly head: number; readonly tail: number; readonly what: 'words' | 'fence' | 'quotes' | 'tag' }

const agreeable = /^(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|all right|no problem|great)\b[,!.:\u2014-]+\s*/i
const announcement =
  /^(?:here(?:['\u2019]s| is| are)|below is|this is|the following is|i(?:['\u2019]ve| have) (?:re|replaced))\b[^\n:]{0,200}?(?:rewrit|resolv|version|coreference|pronoun|reference|output|replaced)[^\n:]{0,160}[:.]?\s*\n+/i
const request = /^(?:please )?(?:resolve|rewrite)\b[^\n:]{0,160}(?:coreference|pronoun|reference)[^\n:]{0,80}:\s*/i
const heading =
  /^(?:#+ *|\*\*|__)?(?:rewritten|resolved|revised|rewrite|output|answer|result|response)(?: text| version| sentence| paragraph)?:?(?:\*\*|__)?:?\s*\n+/i
const notes =
  /(?:\n\s*|(?<=[.!?"\u201d)])\s+)[([*_]*(?:note\b\s*[:,]|notes:|explanation:|(?:the )?changes(?: made)?:|i (?:have |['\u2019]ve )?(?:replaced|resolved|changed|rewrote|kept)\b|in this (?:rewrite|rewritten|version|text)\b|all (?:the )?(?:pronouns|coreferences|references)\b|the pronouns?\b|coreferences? resolved|let me know\b|i hope this\b|hope this helps|please let me know\b)[\s\S]*$/i
const special = /(?:\s*(?:<\|[a-z_]+\|>|<\/s>|\[\/INST\]))+\s*$/i
const quotePairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['\u201c', '\u201d'],
  ["'", "'"],
  ['`', '`'],
  ['**', '**'],
]

/** Finds what stands around a rewrite and is no part of it: an announcement, quotation marks, a code fence, a tag, a note after it. */
export function wrappingOf(source: string, rewrite: string): Wrapping {
  let [from, to] = trimmed(rewrite, 0, rewrite.length)
  const heads: TextEdit[] = []
  const closers: TextEdit[] = []
  const original = source.trim()
  let words = ''
  const note = noteAfter(original, rewrite.slice(from, to))
  const noteEdits: TextEdit[] = []
  if (note > 0) {
    noteEdits.push({ start: from + note, end: to, text: '' })
    ;[from, to] = trimmed(rewrite, from, from + note)
  }
  for (let layer = layerOf(original, rewrite.slice(from, to)); layer !== null; layer = layerOf(original, rewrite.slice(from, to))) {
    const [start, end] = trimmed(rewrite, from + layer.head, to - layer.tail)
    if (start >= end) break
    if (words === '' || layer.what === 'words') words = rewrite.slice(from, from + layer.head)
    heads.push({ start: from, end: start, text: '' })
    if (end < to) closers.unshift({ start: end, end: to, text: '' })
    ;[from, to] = [start, end]
  }
  const findings: Finding[] = []
  const first = heads[0]
  if (first !== undefined) {
    const edits = [{ start: first.start, end: from, text: '' }, ...closers]
    findings.push(finding(`The rewrite begins with ${quote(words)}, which is no part of it.`, first.start, from, words, edits))
  }
  const after = noteEdits[0]
  if (after !== undefined) {
    const said = rewrite.slice(after.start, after.end).trim()
    findings.push(finding(`After the rewrite stands ${quote(said)}, which is no part of it.`, after.start, after.end, said, noteEdits))
  }
  return { from, to, findings }
}

function finding(message: string, start: number, end: number, words: string, edits: readonly TextEdit[]): Finding {
  return { code: 'preamble', message, side: 'rewrite', start, end, mend: { label: `Take out ${quote(words)}`, side: 'rewrite', edits } }
}

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text[start] ?? '')) start++
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  return [start, end]
}

/** Where a note or the model's end token begins, 0 for none. */
function noteAfter(source: string, text: string): number {
  const note = notes.exec(text)
  if (note !== null && note.index > 0) {
    const opening = (/^\W*\w+(?::|\s+\w+)/.exec(note[0].trim())?.[0] ?? note[0].trim()).toLowerCase()
    if (!source.toLowerCase().includes(opening)) return note.index
  }
  const end = special.exec(text)
  return end === null || source.endsWith(end[0].trim()) ? 0 : end.index
}

function layerOf(source: string, text: string): Layer | null {
  const fence = /^```[\w-]*[ \t]*\n?/.exec(text)
  if (fence !== null && !source.startsWith('```'))
    return { head: fence[0].length, tail: /\n?```$/.exec(text.slice(fence[0].length))?.[0].length ?? 0, what: 'fence' }
  const tag = /^<([a-z_]{3,20})>/i.exec(text)
  if (tag !== null && !source.startsWith('<')) {
    const close = `</${tag[1]}>`
    return { head: tag[0].length, tail: text.endsWith(close) ? close.length : 0, what: 'tag' }
  }
  for (const pattern of [agreeable, request, announcement, heading]) {
    const opening = pattern.exec(text)
    if (opening !== null && !beginsAlike(source, opening[0])) return { head: opening[0].length, tail: 0, what: 'words' }
  }
  const announced = announcedLength(source, text)
  if (announced > 0) return { head: announced, tail: 0, what: 'words' }
  return quotesAround(source, text)
}

function beginsAlike(source: string, opening: string): boolean {
  const word = /^\W*\w+/.exec(opening)?.[0].toLowerCase() ?? opening
  return source.toLowerCase().startsWith(word)
}

function announcedLength(source: string, text: string): number {
  if (!text.slice(0, 300).includes(':')) return 0
  const tokens = tokenize(text.slice(0, 400))
  const count = preambleLength(tokenize(source.slice(0, 400)), tokens)
  return count === 0 ? 0 : (tokens[count - 1]?.end ?? 0)
}

function quotesAround(source: string, text: string): Layer | null {
  // Where the source ends with a quotation, so may the rewrite; its own begins it.
  for (const [open, close] of quotePairs) {
    if (!text.startsWith(open) || !text.endsWith(close) || text.length <= open.length + close.length) continue
    const inner = text.slice(open.length, -close.length)
    if (/^["\u201c'`*]/.test(source)) {
      if (inner.trim().slice(0, 12) !== source.slice(0, 12)) continue
    } else if (source.endsWith(close) && (inner.split(open).length - 1) % 2 === 1) continue
    return { head: open.length, tail: close.length, what: 'quotes' }
  }
  return null
}
