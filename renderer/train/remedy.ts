import type { TrainingConfig } from '../../electron/shared/training'
import type { Entries } from './settings/form-config'
import { valueAt } from './settings/setting-value'

/** How a remedy speaks of a setting: with the number it should have, or with the one value that helps. */
type Named = { readonly path: string; readonly words: readonly RegExp[]; readonly value?: string }

const named: readonly Named[] = [
  { path: 'batch_size', words: [/batch[_ ]size (?:(?:to|of) )?(\d[\d,]*)/i] },
  { path: 'grad_accumulation_steps', words: [/(\d[\d,]*) accumulation steps/i, /grad_accumulation_steps (?:(?:to|of) )?(\d[\d,]*)/i] },
  { path: 'iters', words: [/(\d[\d,]*) iterations/i] },
  { path: 'grad_checkpoint', words: [/grad_checkpoint|gradient checkpointing/i], value: 'on' },
  { path: 'max_seq_length', words: [/rows of at most (\d[\d,]*) tokens/i, /max_seq_length (?:(?:to|of) )?(\d[\d,]*)/i] },
  { path: 'fine_tune_type', words: [/\blora instead\b/i], value: 'lora' },
  { path: 'num_layers', words: [/last (\d[\d,]*) blocks/i, /num_layers (?:(?:to|of) )?(\d[\d,]*)/i] },
  { path: 'lora_parameters.rank', words: [/\brank (?:(?:to|of) )?(\d[\d,]*)/i] },
]

/**
 * What a remedy's sentence asks for, as changes of the form that one click makes: every setting it names with the value it
 * gives. Null where it names none, or nothing would change. What follows its last colon is what it would save.
 */
export function changeOf(remedy: string, config: TrainingConfig): Entries | null {
  const asked = remedy.slice(0, remedy.includes(': ') ? remedy.lastIndexOf(': ') : undefined)
  const changes = named.flatMap(({ path, words, value }): [string, string][] => {
    const match = words.map((pattern) => pattern.exec(asked)).find((found) => found !== null)
    const wanted = match === undefined ? undefined : (value ?? match[1]?.replaceAll(',', ''))
    return wanted === undefined || wanted === shown(valueAt(config, path)) ? [] : [[path, wanted]]
  })
  return changes.length === 0 ? null : Object.fromEntries(changes)
}

const shown = (value: unknown): string => (value === true ? 'on' : value === false ? 'off' : String(value))
