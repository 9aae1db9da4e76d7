import type { ColumnRole, Mapping, Table, TableFormat, TableFormatChoices } from '../../shared/importing'
import { columnProfile } from './column-profile'
import { detectFormat } from './detect-format'
import { suggestMapping } from './suggest-mapping'
import { sampleTable } from './table-sample'
import { TableBytes, type TableSource } from './table-source'

/** Rows that are shown. */
const shownRows = 20

/**
 * What a table is, what its columns hold, its first rows, and how it might be mapped. `choices` are what the person chose in place
 * of what would be found. Reads the beginning of a file, or what Parquet says of itself. Throws `file-empty`, `file-binary`,
 * `dataset-unusable` for what cannot be read, `cancelled`, and what opening a file throws.
 */
export async function inspect(source: TableSource, choices: TableFormatChoices = {}, signal?: AbortSignal): Promise<Table> {
  const bytes = await TableBytes.open(source)
  try {
    const format = await detectFormat(bytes, choices, signal)
    const { columns, rowCount, notes } = await sampleTable(bytes, format, signal)
    const suggestion = suggestMapping(format, columns)
    return {
      kind: kindOf(format, columns.length),
      name: bytes.name,
      format,
      columns: columns.map((column) => columnProfile(column, pairedRole(column.name, suggestion?.mapping.rows))),
      rows: Array.from({ length: Math.min(shownRows, columns[0]?.texts.length ?? 0) }, (_, row) =>
        columns.map(({ texts }) => texts[row] ?? ''),
      ),
      rowCount,
      notes: [...notesOf(format, source, choices), ...notes],
      suggestion,
    }
  } finally {
    await bytes.close()
  }
}

function kindOf(format: TableFormat, columns: number): Table['kind'] {
  if (format.kind !== 'separated') return format.kind
  if (format.separator === '|||') return 'pairs'
  if (format.separator !== '\t') return 'csv'
  return format.quotes || format.header || columns > 2 ? 'tsv' : 'pairs'
}

function pairedRole(name: string, rows: Mapping['rows'] | undefined): ColumnRole | null {
  if (rows?.from !== 'columns') return null
  if (name === rows.source) return 'source'
  return name === rows.rewrite ? 'rewrite' : null
}

function notesOf(format: TableFormat, source: TableSource, choices: TableFormatChoices): string[] {
  if (format.kind === 'parquet' || source.from === 'text') return []
  const notes: string[] = []
  if (choices.encoding === undefined && format.encoding === 'windows-1252')
    notes.push('The file is not UTF-8 and was read as Windows-1252; look whether accents and quotes are right.')
  if (format.encoding === 'utf-16le' || format.encoding === 'utf-16be') notes.push('The file is UTF-16; the dataset will be UTF-8.')
  if (format.kind === 'json' && format.at !== null) notes.push(`The rows are those under “${format.at}”.`)
  return notes
}
