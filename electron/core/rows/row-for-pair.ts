import type { PromptTemplate } from './prompt-template'
import type { RowFormat } from './row-format'

/**
 * A source and its rewrite as a line, written as the rows of a dataset are: with its instruction and its system turn. Plain text has no
 * rewrite. Rows of one `group`, such as a document, are never divided by the split; null is in none.
 */
export function rowForPair(
  format: RowFormat,
  template: PromptTemplate,
  source: string,
  rewrite: string,
  group: string | null = null,
): string {
  const asked = template.before + source
  const kept = group === null ? {} : { group }
  if (format === 'text') return JSON.stringify({ text: `${asked}\n${rewrite}`, ...kept })
  if (format === 'completions') return JSON.stringify({ prompt: asked, completion: rewrite, ...kept })
  const system = template.system === null ? [] : [{ role: 'system', content: template.system }]
  const messages = [...system, { role: 'user', content: asked }, { role: 'assistant', content: rewrite }]
  return JSON.stringify({ messages, ...kept })
}
