import { datasheet } from './datasheet'
import { chatLine, starterRows } from './rows'

/** The files of the starter dataset, by name, as they are to lie in `assets/samples`. */
export function starterFiles(): Readonly<Record<'starter-en.jsonl' | 'starter-en.md', string>> {
  const rows = starterRows()
  return { 'starter-en.jsonl': rows.map((row) => `${chatLine(row)}\n`).join(''), 'starter-en.md': datasheet(rows) }
}
