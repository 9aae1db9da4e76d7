import { convert } from '../../../../../electron/core/importing/convert'
import { inspect } from '../../../../../electron/core/importing/inspect'
import type { TableSource } from '../../../../../electron/core/importing/table-source'
import type { ConversionReport, Mapping, TableFormatChoices } from '../../../../../electron/shared/importing'

/** Small texts of a document each, as source and rewrite. */
export const pairs: readonly (readonly [source: string, rewrite: string])[] = [
  ['Anna left early. She was tired.', 'Anna left early. Anna was tired.'],
  ['The firm grew, and it hired Bob. He “likes” it.', 'The firm grew, and the firm hired Bob. Bob “likes” the firm.'],
  ['Zoë said: "They won."\nIt was true.', 'Zoë said: "The Owls won."\nThat the Owls won was true.'],
  ['Mia met Tom; he smiled.', 'Mia met Tom; Tom smiled.'],
]

/** All lines of a conversion, parsed, and its report. */
export async function converted(
  source: TableSource,
  mapping: Mapping,
  signal = new AbortController().signal,
): Promise<{ readonly rows: unknown[]; readonly report: ConversionReport }> {
  const lines = convert(source, mapping, signal)
  const rows: unknown[] = []
  for (let next = await lines.next(); ; next = await lines.next()) {
    if (next.done) return { rows, report: next.value }
    rows.push(JSON.parse(next.value))
  }
}

/** What comes of a table by its suggested mapping. Fails where there is none. */
export async function convertedAsSuggested(source: TableSource, choices: TableFormatChoices = {}) {
  const { suggestion } = await inspect(source, choices)
  if (!suggestion) throw new Error('no mapping was suggested')
  return { ...(await converted(source, suggestion.mapping)), suggestion }
}

/** A pasted text. */
export function pasted(text: string): TableSource {
  return { from: 'text', text, name: 'Pasted text' }
}

/** Source without instruction, and rewrite, of the rows that a conversion made. */
export function pairsOf(rows: readonly unknown[], before: string): (readonly [string, string])[] {
  return rows.map((row) => {
    const { messages } = row as { messages: { role: string; content: string }[] }
    const user = messages.find(({ role }) => role === 'user')?.content ?? ''
    if (!user.startsWith(before)) throw new Error(`no instruction in ${user}`)
    return [user.slice(before.length), messages.at(-1)?.content ?? ''] as const
  })
}
