import type { TextSearch } from '../../shared/dataset'
import { pathOfTurn } from '../rows/json-places'
import { withTexts } from '../rows/row-edit'
import type { RowFormat } from '../rows/row-format'
import { turnsOf } from '../rows/row-texts'
import type { ReadLine } from './read-row'
import { expressionOf } from './row-search'

/** Which texts of a row are replaced in: the text to resolve, its rewrite, or every turn whole. */
export type ReplaceIn = 'source' | 'rewrite' | 'all'

/** What replacing does to one row: the places that change, in each of its texts, and the line it makes. */
export type Replaced = { readonly matches: number; readonly raw: string; readonly before: string; readonly after: string }

/** Replaces every match in a row's texts; null where there is none. `$1` and `$<name>` stand for groups of an expression. */
export function replacerOf(
  search: TextSearch,
  replacement: string,
  where: ReplaceIn,
  format: RowFormat,
): (line: ReadLine) => Replaced | null {
  const expression = expressionOf(search)
  const inserted = search.regex ? replacement : replacement.replaceAll('$', '$$$$')
  return (line) => {
    const texts = placesIn(line, where).flatMap(({ turn, start, whole }) => {
      const part = whole.slice(start)
      const matches = part.match(expression)?.length ?? 0
      if (matches === 0) return []
      return [{ turn, matches, before: part, after: part.replace(expression, inserted), kept: whole.slice(0, start) }]
    })
    const changed = texts.filter(({ before, after }) => before !== after)
    if (changed.length === 0) return null
    const raw = withTexts(
      line.raw.text,
      changed.map(({ turn, kept, after }) => ({ path: pathOfTurn(format, turn), text: kept + after })),
    )
    const [first] = changed
    if (raw === null || !first) return null
    return { matches: changed.reduce((sum, { matches }) => sum + matches, 0), raw, before: first.before, after: first.after }
  }
}

function placesIn({ content, texts }: ReadLine, where: ReplaceIn): { turn: number; start: number; whole: string }[] {
  if (!content) return []
  const turns = turnsOf(content)
  const wholeOf = (turn: number) => (turns ? (turns[turn]?.content ?? '') : 'text' in content ? content.text : '')
  if (where === 'all') return Array.from({ length: turns?.length ?? 1 }, (_, turn) => ({ turn, start: 0, whole: wholeOf(turn) }))
  const text = texts[where]
  return text ? [{ turn: text.turn, start: text.start, whole: wholeOf(text.turn) }] : []
}
