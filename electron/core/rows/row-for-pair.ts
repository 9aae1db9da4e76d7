import type { PromptTemplate } from './prompt-template'
import type { RowFormat } from './row-format'

/** A source and its rewrite as a line, written as the rows of a dataset are: with its instruction and its system turn. Plain text has no rewrite. */
export function rowForPair(format: RowFormat, template: PromptTemplate, source: string, rewrite: string): string {
  const asked = template.before + source
  if (format === 'text') return JSON.stringify({ text: `${asked}\n${rewrite}` })
  if (format === 'completions') return JSON.stringify({ prompt: asked, completion: rewrite })
  const system = template.system === null ? [] : [{ role: 'system', content: template.system }]
  return JSON.stringify({ messages: [...system, { role: 'user', content: asked }, { role: 'assistant', content: rewrite }] })
}
