import { z } from 'zod'
import { asObject } from './safety/bounded-json'

/** Some models write a list here, a number for each block; then the others say enough. */
const size = z.int().positive().optional().catch(undefined)
const numbers = z.looseObject({
  model_type: z.string().optional().catch(undefined),
  num_hidden_layers: size,
  hidden_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  num_key_value_heads: size,
  head_dim: size,
  vocab_size: size,
})
/** Sizes that a config.json states, and the kind of its text part. */
export type ModelNumbers = z.infer<typeof numbers>

const packed = z.looseObject({ group_size: z.int().positive(), bits: z.int().positive() })
/** How weights are packed: the bits of a number, how many share a scale, and under its name whatever a layer has of its own. */
export type Packing = z.infer<typeof packed>

/** What a config.json says of a model. */
export type ModelConfig = {
  /** `model_type` of the whole. */
  readonly architecture: string
  /** Those of the text part before those around it. */
  readonly numbers: ModelNumbers
  /** Null where weights are whole. */
  readonly packing: Packing | null
}

/**
 * Reads what a config.json says, or why mlx-lm would stumble over it, as the end of a sentence that begins with the file's name. A size that is
 * no plain number is none; a part that is there and no object, and weights that are packed nobody knows how, are refused.
 * @param config an object with its `model_type`, within its bounds
 */
export function modelConfigOf(
  config: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly config: ModelConfig } | { readonly ok: false; readonly why: string } {
  const { quantization, text_config: text, ...around } = config
  const part = text ?? null
  if (part !== null && asObject(part) === null) return { ok: false, why: 'has a text_config that is no object' }
  const packing = (quantization ?? null) === null ? null : packed.safeParse(quantization)
  if (packing?.success === false)
    return { ok: false, why: 'has a quantization that does not say in how many bits, and how many numbers share a scale' }
  return {
    ok: true,
    config: {
      architecture: String(config.model_type),
      numbers: { ...numbers.parse(around), ...(part !== null && numbers.parse(part)) },
      packing: packing?.data ?? null,
    },
  }
}

/** How many numbers of a layer share a scale; a layer may have a size of its own. */
export function groupSizeOf(module: string, packing: Packing | null): number {
  return size.parse(asObject(packing?.[module])?.group_size) ?? packing?.group_size ?? 64
}
