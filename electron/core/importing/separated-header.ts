import { StudioError } from '../../shared/errors'
import { maxColumnName, maxColumns } from '../../shared/importing'
import { roleOfName } from './column-roles'

/** Longest text that may be a heading, in UTF-16 units. */
const maxHeading = 60

/** Names of the columns under a header row: cut, and made different where they are alike or empty. Throws `dataset-unusable` for too many. */
export function columnNames(cells: readonly string[], name: string): string[] {
  if (cells.length > maxColumns) {
    throw new StudioError({
      code: 'dataset-unusable',
      message: `${name} has ${cells.length} columns; at most ${maxColumns} can be read.`,
      hint: 'Check the separator, or keep only the columns that matter.',
    })
  }
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const wanted = cell.trim().slice(0, maxColumnName - 10) || `Column ${index + 1}`
    let unique = wanted
    for (let copy = 2; taken.has(unique); copy++) unique = `${wanted} (${copy})`
    taken.add(unique)
    return unique
  })
}

/** Names of so many columns that have none: Column 1, Column 2, … Throws `dataset-unusable` for too many. */
export function numberedColumns(count: number, name: string): string[] {
  return columnNames(new Array<string>(count).fill(''), name)
}

/**
 * Whether the first row names the columns: short words, each once, of which one is a name we know, or which are far shorter than
 * what stands below them, or words above numbers. A column alone needs a name we know.
 */
export function looksLikeHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = records
  if (!first || first.length === 0) return false
  const headings = first.map((cell) => cell.trim())
  // A column alone is headed by a name that we know, or begins with its first text.
  if (first.length === 1) return roleOfName(headings[0] ?? '') !== null
  if (headings.some((heading) => heading === '' || heading.length > maxHeading || isNumber(heading))) return false
  if (new Set(headings.map((heading) => heading.toLowerCase())).size < headings.length) return false
  if (headings.some((heading) => roleOfName(heading) !== null && !/[.!?]$/.test(heading))) return true
  return headings.some((heading, column) => {
    const below = rest.map((cells) => cells[column]?.trim() ?? '').filter((cell) => cell !== '')
    if (below.length === 0) return false
    if (below.every(isNumber)) return true
    const mean = below.reduce((sum, cell) => sum + cell.length, 0) / below.length
    return mean > 3 * heading.length && mean > 20 && !/[.!?"”]$/.test(heading)
  })
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text))
}
