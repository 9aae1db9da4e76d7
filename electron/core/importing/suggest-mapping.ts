import type { Message } from '../../shared/dataset'
import type { Mapping, Table, TableFormat } from '../../shared/importing'
import { inferTemplate, seedTemplate } from '../rows/prompt-template'
import type { ColumnTexts } from './column-profile'
import { roleOfName, roleOfValues } from './column-roles'
import { type Likeness, likeness } from './rewrite-likeness'

/** Columns of text that are compared with each other at most. */
const maxCompared = 12
/** Mean length from which a column may be a text, in UTF-16 units. */
const leastLength = 8
/** Share of their words that a source and its rewrite have in common at least. */
const leastShared = 0.5

type Suggestion = NonNullable<Table['suggestion']>
type Pair = { readonly source: ColumnTexts; readonly rewrite: ColumnTexts; readonly sure: Suggestion['sure'] }

/** The mapping that the names of the columns and what they hold speak for; null where nothing does. */
export function suggestMapping(format: TableFormat, columns: readonly ColumnTexts[]): Suggestion | null {
  const conversation = columns.find(({ messages }) => messages)
  const group = groupOf(columns)
  if (conversation) return { mapping: { format, rows: { from: 'messages', column: conversation.name }, group }, sure: 'sure' }
  const pair = pairOf(columns)
  if (!pair) return null
  const { source, rewrite, sure } = pair
  const system = columns.find(({ name }) => roleOfName(name) === 'system' && name !== source.name && name !== rewrite.name)
  const rows: Mapping['rows'] = {
    from: 'columns',
    source: source.name,
    rewrite: rewrite.name,
    system: system
      ? { from: 'column', column: system.name }
      : seedTemplate.system === null
        ? { from: 'none' }
        : { from: 'text', text: seedTemplate.system },
    before: hasInstruction(source) ? '' : seedTemplate.before,
  }
  return { mapping: { format, rows, group: group === source.name || group === rewrite.name ? null : group }, sure }
}

function pairOf(columns: readonly ColumnTexts[]): Pair | null {
  const texts = columns.filter(isText).slice(0, maxCompared)
  const pairs = texts.flatMap((first, index) => texts.slice(index + 1).flatMap((second) => pairFrom(first, second) ?? []))
  const [best] = pairs.toSorted((a, b) => b.score - a.score)
  return best ?? null
}

function pairFrom(first: ColumnTexts, second: ColumnTexts): (Pair & { readonly score: number }) | null {
  const alike = likeness(first.texts, second.texts)
  if (!alike) return null
  const [a, b] = [roleOfName(first.name), roleOfName(second.name)]
  const named = (a === 'source' && b === 'rewrite') || (a === 'rewrite' && b === 'source')
  const backwards = named ? a === 'rewrite' : isBackwards(alike, a, b)
  const [source, rewrite] = backwards ? [second, first] : [first, second]
  const related = alike.shared >= leastShared
  if (!named && !related) return null
  const clear = Math.max(alike.first, alike.second) >= 0.6
  const sure = named && related ? 'sure' : related && (clear || a !== null || b !== null) ? 'likely' : 'guess'
  return { source, rewrite, sure, score: alike.shared + (named ? 1 : 0) + (a || b ? 0.1 : 0) }
}

/** Whether the first of two columns is the rewrite: by one name, else because it has fewer pronouns or more words. */
function isBackwards(alike: Likeness, first: string | null, second: string | null): boolean {
  if (first === 'rewrite' || second === 'source') return true
  if (first === 'source' || second === 'rewrite') return false
  return alike.first > alike.second
}

function isText({ name, meanLength }: ColumnTexts): boolean {
  const named = roleOfName(name)
  return named !== 'id' && named !== 'system' && meanLength >= leastLength
}

function groupOf(columns: readonly ColumnTexts[]): string | null {
  const named = columns.find(({ name }) => roleOfName(name) === 'group')
  const valued = columns.find(({ name, texts }) => roleOfName(name) === null && roleOfValues(texts) === 'group')
  return (named ?? valued)?.name ?? null
}

/** Whether the sources begin with an instruction of their own. */
function hasInstruction({ texts }: ColumnTexts): boolean {
  const filled = texts.filter((text) => text !== '')
  const rows = filled.map((text): readonly Message[] => [{ role: 'user', content: text }])
  return filled.length > 1 && new Set(filled).size > 1 && inferTemplate(rows).before !== ''
}
