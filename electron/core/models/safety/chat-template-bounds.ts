import { asObject } from './bounded-json'
import { maxTemplateBytes } from './file-roles'

/** Most named templates of one model. */
const mostTemplates = 32

/** Why the templates of a tokenizer_config.json or chat_template.json are refused; null where they are not. */
export function templateTrouble(settings: unknown): string | null {
  const template = asObject(settings)?.chat_template
  if (template === undefined || template === null) return null
  const all = Array.isArray(template) ? template : [template]
  if (all.length > mostTemplates) return `has ${all.length} chat templates`
  for (const one of all) {
    const text = typeof one === 'string' ? one : asObject(one)?.template
    if (typeof text !== 'string') return 'has a chat template that is no text'
    if (Buffer.byteLength(text) > maxTemplateBytes) return `has a chat template of more than ${maxTemplateBytes / 1024} KiB`
  }
  return null
}
