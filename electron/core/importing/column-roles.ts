import type { ColumnRole } from '../../shared/importing'

/** Names that columns of such tables have, in lower case with spaces for everything that is no letter. */
const names: Readonly<Record<ColumnRole, readonly string[]>> = {
  source: words(
    'source|src|source text|input|input text|inputs|text|original|original text|passage|context|before|prompt|question|sentence|unresolved',
  ),
  rewrite: words(
    'rewrite|rewritten|rewritten text|target|target text|tgt|output|output text|outputs|resolved|resolved text|resolution|completion|response|answer|after|gold|reference|decontextualized|label',
  ),
  system: words('system|system prompt|system message|instruction|instructions'),
  group: words(
    'group|group id|document|document id|doc|doc id|doc key|article|article id|story|story id|chapter|dialogue id|dialog id|conversation id|file|filename|url|title',
  ),
  id: words('id|row id|example id|index|idx|uuid|guid|key|number|no|nr|unnamed'),
  messages: words('messages|conversation|conversations|chat|turns'),
}

/** What a column is from its name alone; null where the name says nothing. */
export function roleOfName(name: string): ColumnRole | null {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{Letter}]+/gu, ' ')
    .trim()
  const roles: readonly ColumnRole[] = ['messages', 'source', 'rewrite', 'system', 'group', 'id']
  return roles.find((role) => names[role].includes(plain)) ?? null
}

/** What a column is from what it holds: a number of its own a row is an id, a short word that comes again a group. Null for neither. */
export function roleOfValues(values: readonly string[]): 'id' | 'group' | null {
  const filled = values.filter((value) => value !== '')
  if (filled.length < 3 || filled.some((value) => value.length > 60 || /\s.*\s/.test(value))) return null
  const distinct = new Set(filled).size
  if (distinct === filled.length) return filled.every((value) => /^[\w.:/-]*\d[\w.:/-]*$/.test(value)) ? 'id' : null
  return distinct > 1 && distinct <= filled.length * 0.8 && filled.length === values.length ? 'group' : null
}

function words(list: string): readonly string[] {
  return list.split('|')
}
