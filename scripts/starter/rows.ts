import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MarkedText, readMarkedText } from '../../electron/core/growing/marked-text'
import { promptFor, seedTemplate } from '../../electron/core/rows/prompt-template'

/** The genres, in the order in which their rows take turns. Each is a file beside this one. */
export const genres = ['finance', 'fiction', 'science', 'e-mail', 'news', 'biography', 'law', 'sport'] as const
export type Genre = (typeof genres)[number]

/** What a row may be said to show, beyond what its marks tell: see `starter-en.md`. */
export const shown = ['candidates', 'nested', 'singular they'] as const
export type Shown = (typeof shown)[number]

/** A row as its author wrote it. */
export type StarterRow = {
  readonly genre: Genre
  /** Of the paragraph in its genre's file, from 1. */
  readonly line: number
  readonly marked: MarkedText
  /** Pronouns that stay on purpose, in the order of the text, as written but in small letters. */
  readonly keeps: readonly string[]
  readonly shows: readonly Shown[]
}

/**
 * Reads a genre's file: paragraphs between blank lines, each a row in mark-up after lines of remarks (`# keeps: it, they`,
 * `# shows: nested`). Lines of a row stay lines. Throws, with the line, at what cannot be read.
 */
export function readRows(genre: Genre, text: string): readonly StarterRow[] {
  const rows: StarterRow[] = []
  let line = 1
  for (const paragraph of text.replace(/\n+$/, '').split('\n\n')) {
    rows.push(readRow(genre, line, paragraph.split('\n')))
    line += paragraph.split('\n').length + 1
  }
  return rows
}

function readRow(genre: Genre, line: number, lines: readonly string[]): StarterRow {
  const refuse = (message: string): never => {
    throw new Error(`${genre}.txt:${line}: ${message}`)
  }
  let [keeps, shows]: [readonly string[], readonly Shown[]] = [[], []]
  const remarks = lines.filter((each) => each.startsWith('# '))
  for (const remark of remarks) {
    const [, kind, listed = ''] = /^# (keeps|shows): (.+)$/.exec(remark) ?? refuse(`“${remark}” is no remark.`)
    const words = listed.split(', ')
    if (kind === 'keeps') keeps = words
    else shows = words.map((word) => shown.find((known) => known === word) ?? refuse(`“${word}” is nothing that a row shows.`))
  }
  const marked = readMarkedText(lines.slice(remarks.length).join('\n'))
  if ('message' in marked) return refuse(marked.message)
  if (marked.source.trim() !== marked.source || marked.source === '') return refuse('The row is empty or has blanks around it.')
  return { genre, line, marked, keeps, shows }
}

/** Every row, genre by genre in turn, as long as a genre has rows left. */
export function starterRows(): readonly StarterRow[] {
  const files = genres.map((genre) => readRows(genre, readFileSync(join(import.meta.dirname, `${genre}.txt`), 'utf8')))
  const longest = Math.max(...files.map((rows) => rows.length))
  return Array.from({ length: longest }, (_, index) => files.flatMap((rows) => rows[index] ?? [])).flat()
}

/** A row as a line of the dataset: the chat format that the app trains on. */
export function chatLine({ marked }: StarterRow): string {
  return JSON.stringify({ messages: [...promptFor(marked.source, seedTemplate), { role: 'assistant', content: marked.rewrite }] })
}
