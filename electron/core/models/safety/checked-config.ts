import { type ModelConfig, modelConfigOf } from '../model-config'
import { asObject, type BoundedJson } from './bounded-json'
import { templateTrouble } from './chat-template-bounds'
import { asksForCode, beyondBounds } from './config-bounds'

/** What a config.json says, or why it is refused, as the end of a sentence that begins with the file's name. */
export type CheckedConfig = { readonly ok: true; readonly config: ModelConfig } | { readonly ok: false; readonly why: string }

/** Reads a config.json that came from outside: one object that asks for no code, within its bounds, and says what model it is. */
export function checkedConfig(json: BoundedJson): CheckedConfig {
  if (!json.ok) return json
  const settings = asObject(json.value)
  if (settings === null) return { ok: false, why: 'does not hold one object' }
  const why = asksForCode(settings) ?? templateTrouble(settings) ?? beyondBounds(settings)
  if (why !== null) return { ok: false, why }
  if (typeof settings.model_type !== 'string' || settings.model_type === '') return { ok: false, why: 'does not say what model it is' }
  return modelConfigOf(settings)
}
