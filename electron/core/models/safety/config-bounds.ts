import { asObject } from './bounded-json'

/** A whole number from–to; `whole: false` takes fractions too. */
type Bound = { readonly from: number; readonly to: number; readonly whole?: false }

/** The largest of these models are below each by a factor of two or more. */
const bounds: Readonly<Record<string, Bound>> = {
  num_hidden_layers: { from: 1, to: 512 },
  num_layers: { from: 0, to: 512 },
  n_layer: { from: 1, to: 512 },
  n_layers: { from: 1, to: 512 },
  hidden_size: { from: 1, to: 65_536 },
  n_embd: { from: 1, to: 65_536 },
  d_model: { from: 1, to: 65_536 },
  intermediate_size: { from: 1, to: 1_048_576 },
  moe_intermediate_size: { from: 0, to: 1_048_576 },
  num_attention_heads: { from: 1, to: 2048 },
  num_key_value_heads: { from: 0, to: 2048 },
  head_dim: { from: 1, to: 8192 },
  vocab_size: { from: 1, to: 4_194_304 },
  max_position_embeddings: { from: 1, to: 2 ** 28 },
  sliding_window: { from: 0, to: 2 ** 28 },
  num_experts: { from: 0, to: 4096 },
  num_local_experts: { from: 0, to: 4096 },
  n_routed_experts: { from: 0, to: 4096 },
  num_experts_per_tok: { from: 0, to: 4096 },
  group_size: { from: -1, to: 8192 },
  bits: { from: 1, to: 32 },
  rope_theta: { from: 1e-6, to: 1e15, whole: false },
  rms_norm_eps: { from: 0, to: 1, whole: false },
  layer_norm_eps: { from: 0, to: 1, whole: false },
}

/** Keys by which a model asks for code of its own. */
const codeKeys = ['auto_map', 'model_file', 'custom_code', 'custom_pipelines', 'custom_generate'] as const

/** Lists of a configuration are at most this long: one entry a block, a head, a sense. */
const longestList = 65_536

/** Names that become part of a module's name in Python. */
const moduleNames = ['model_type', 'chat_template_type', 'tool_parser_type'] as const

/** Files that a tokenizer is told to open by name. */
const fileNames = ['vocab_file', 'merges_file', 'tokenizer_file', 'spm_file', 'sp_model_file'] as const

/** Why a configuration asks for code, as the end of a sentence that begins with the file's name; null where it does not. At any depth. */
export function asksForCode(value: unknown): string | null {
  return firstOf(value, (key, of) => {
    if (codeKeys.some((name) => name === key)) return `names Python code to run (${key}), which is never done here`
    if (key === 'trust_remote_code' && of !== false && of !== null) return 'wants remote code to be trusted, which is never done here'
    if (moduleNames.some((name) => name === key) && of !== null && !(typeof of === 'string' && /^[A-Za-z0-9_-]{0,64}$/.test(of))) {
      return `has a ${key} that is no plain name`
    }
    if (fileNames.some((name) => name === key) && typeof of === 'string' && (/[/\\]/.test(of) || of === '..')) {
      return `names a file outside the folder (${key})`
    }
    return null
  })
}

/** What of a config.json is beyond what any model has, in the same form; null where nothing is. At any depth. */
export function beyondBounds(config: unknown): string | null {
  return firstOf(config, (key, value) => {
    if (Array.isArray(value) && value.length > longestList) return `has a list of ${value.length} entries as ${key}`
    const bound = Object.hasOwn(bounds, key) ? bounds[key] : undefined
    if (bound !== undefined) return outOf(key, value, bound)
    // Python's whole numbers have no end, those of mlx do. An infinite one is no whole number, and says that there is no limit.
    const tooLarge = Number.isFinite(value) && key !== 'model_max_length' && Math.abs(value as number) > 1e18
    return tooLarge ? `has ${key} ${value}, which no model has` : null
  })
}

/** A list holds a number for each block, null leaves the library's own. */
function outOf(key: string, value: unknown, bound: Bound): string | null {
  const numbers = Array.isArray(value) ? value.flat() : [value]
  for (const number of numbers) {
    if (number === null || asObject(number) !== null) continue
    const inside = typeof number === 'number' && number >= bound.from && number <= bound.to
    if (!inside || (bound.whole !== false && !Number.isInteger(number))) return `has ${key} ${told(number)}, which no model has`
  }
  return null
}

function told(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? 'as text' : 'as something else than a number'
}

/** The first thing that `look` says of a key and its value, going through everything. */
function firstOf(value: unknown, look: (key: string, value: unknown) => string | null): string | null {
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const said = (Array.isArray(value) ? null : look(key, inner)) ?? firstOf(inner, look)
    if (said !== null) return said
  }
  return null
}
