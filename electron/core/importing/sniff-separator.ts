import { parse } from 'csv-parse/sync'
import type { SeparatedFormat, Separator } from '../../shared/importing'
import { parserOptions } from './separated-records'

/** Records of a text that are looked at. */
const probedRecords = 50
/** Share of the rows that have to have the same number of cells for a character to be a separator. */
const leastConsistent = 0.6

/** In order of preference where several would do: what is rarest in prose first. */
const separators: readonly Separator[] = ['|||', '\t', ';', '|', ',']

type Candidate = { readonly separator: Separator; readonly quotes: boolean; readonly records: readonly (readonly string[])[] }

/**
 * How a text is separated, by which character cuts its first rows into equally many cells, and those rows. A text that nothing
 * cuts so is one column. Never throws. `preferred` wins where it does as well as another, as a file's ending suggests it.
 */
export function sniffSeparator(
  head: string,
  preferred: Separator | null,
): Pick<SeparatedFormat, 'separator' | 'quotes'> & { readonly records: readonly (readonly string[])[] } {
  const candidates = separators.flatMap((separator) => candidatesOf(head, separator))
  const scored = candidates.map((candidate) => ({ candidate, score: consistency(candidate) }))
  const best = Math.max(...scored.map(({ score }) => score))
  if (best < leastConsistent) return { separator: '\t', quotes: false, records: recordsOf(head, '\t', false) }
  const good = scored.filter(({ score }) => score >= best - 0.02).map(({ candidate }) => candidate)
  return good.find(({ separator }) => separator === preferred) ?? good[0] ?? { separator: '\t', quotes: false, records: [] }
}

/** Whether a text between separators that were chosen by hand has quotes around cells. */
export function sniffQuotes(head: string, separator: Separator): boolean {
  const [first, second] = candidatesOf(head, separator)
  return first !== undefined && second !== undefined
    ? (consistency(second) > consistency(first) ? second : first).quotes
    : first?.quotes === true
}

/** Both ways to read a separator, the likelier first: tabs stand mostly in texts whose quotes are the text's own. */
function candidatesOf(head: string, separator: Separator): Candidate[] {
  const plain: Candidate = { separator, quotes: false, records: recordsOf(head, separator, false) }
  if (separator === '|||' || !head.includes('"')) return [separator === '\t' || separator === '|||' ? plain : { ...plain, quotes: true }]
  const quoted: Candidate = { separator, quotes: true, records: recordsOf(head, separator, true) }
  return separator !== '\t' || mostlyEnclosed(plain.records) ? [quoted, plain] : [plain, quoted]
}

/** The first rows of a text as one separator cuts them. Never throws. */
export function recordsOf(head: string, separator: Separator, quotes: boolean): readonly (readonly string[])[] {
  const records: string[][] = []
  try {
    parse(head, {
      ...parserOptions({ separator, quotes }),
      to: probedRecords,
      on_record: (cells: string[]) => {
        records.push(cells)
        return null
      },
    })
  } catch {
    // The piece of text may end inside quotes; what came before counts.
  }
  return records
}

/** Share of the rows that have as many cells as the first, where that is more than one. One quote that is never closed unmakes no CSV. */
function consistency({ separator, quotes, records }: Candidate): number {
  const width = records[0]?.length ?? 0
  if (width < 2) return 0
  const share = records.filter(({ length }) => length === width).length / records.length
  return quotes || separator === '\t' || separator === '|||' ? share : share - 0.15
}

function mostlyEnclosed(records: readonly (readonly string[])[]): boolean {
  const cells = records.flat().filter((cell) => cell !== '')
  const enclosed = cells.filter((cell) => cell.length > 1 && cell.startsWith('"') && cell.endsWith('"'))
  return cells.length > 0 && enclosed.length > cells.length / 2
}
