import { groupSizeOf, type ModelNumbers, type Packing } from './model-config'
import type { Tensor } from './safetensors-header'

/** A linear layer: its place within its block, and the features it takes and gives. `count` are the experts that share a place. */
export type LinearShape = {
  readonly path: string
  readonly inputs: number
  readonly outputs: number
  readonly count: number
  readonly quantized: boolean
}

/** One block of a model: its linear layers, and all its numbers. */
export type BlockFacts = { readonly linears: readonly LinearShape[]; readonly parameters: number; readonly bytes: number }

/** What a model is and takes of memory to be trained, as its folder says it. */
export type ModelFacts = {
  /** Its architecture as config.json names it, `gemma3_text`; empty where it does not. */
  readonly kind: string
  /** Whether some of its numbers are in float16, which is narrower than bf16. */
  readonly float16: boolean
  /** Weights that a text model loads, in bytes: those of a part that sees or hears are left out. */
  readonly weightBytes: number
  /** First to last. */
  readonly blocks: readonly BlockFacts[]
  readonly hidden: number
  readonly intermediate: number
  readonly heads: number
  /** Features of all queries, and of all keys, of a position. */
  readonly queries: number
  readonly keys: number
  readonly vocabulary: number
  /** Bytes of a number as the model computes: 4, or 2 for half precision. */
  readonly numberBytes: 2 | 4
}

/** Parts of a model for more than text, which mlx-lm does not load. */
const otherSenses = /(^|\.)(vision_tower|vision_model|visual|audio_tower|multi_modal_projector|embed_vision|embed_audio)\./
const inBlock = /^(?:.*\.)?(?:layers|h|blocks)\.(\d+)\.(.+)$/

/** What the tensors of a model and the numbers that its configuration states come to. */
export function factsOf(all: readonly Tensor[], config: ModelNumbers, packing: Packing | null): ModelFacts {
  const stored = all.filter(({ name }) => !otherSenses.test(name))
  // Some models bring blocks beyond their last one, to guess more tokens at once; mlx-lm does not load them.
  const last = config.num_hidden_layers ?? Number.POSITIVE_INFINITY
  const tensors = stored.filter(({ name }) => Number(inBlock.exec(name)?.[1] ?? 0) < last)
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  const blocks = new Map<number, { linears: LinearShape[]; parameters: number; bytes: number }>()
  for (const tensor of tensors) {
    const [, number, path] = inBlock.exec(tensor.name) ?? []
    if (number === undefined || path === undefined) continue
    const block = blocks.get(Number(number)) ?? { linears: [], parameters: 0, bytes: 0 }
    blocks.set(Number(number), block)
    block.bytes += tensor.bytes
    if (/\.(scales|biases)$/.test(path)) continue
    const linear = linearOf(tensor, path, byName, packing)
    if (linear) block.linears.push(linear)
    block.parameters += linear?.quantized ? linear.inputs * linear.outputs * linear.count : product(tensor.shape)
  }
  const heads = config.num_attention_heads ?? 1
  const embedding = byName.get('model.embed_tokens.weight') ?? tensors.find(({ name }) => name.endsWith('embed_tokens.weight'))
  const hidden = config.hidden_size ?? embedding?.shape[1] ?? 0
  const headSize = config.head_dim ?? hidden / heads
  return {
    kind: config.model_type ?? '',
    float16: tensors.some(({ dtype }) => dtype === 'F16'),
    weightBytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
    blocks: [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block),
    hidden,
    intermediate: config.intermediate_size ?? 4 * hidden,
    heads,
    queries: heads * headSize,
    keys: (config.num_key_value_heads ?? heads) * headSize,
    vocabulary: config.vocab_size ?? embedding?.shape[0] ?? 0,
    numberBytes: numberBytesOf(tensors),
  }
}

/** A weight of two dimensions is a linear layer's, one of three that of a row of experts; convolutions have three too. */
function linearOf({ name, shape }: Tensor, path: string, byName: ReadonlyMap<string, Tensor>, packing: Packing | null): LinearShape | null {
  if (!path.endsWith('.weight') || shape.length < 2 || shape.length > 3 || /conv/.test(path)) return null
  const [outputs = 0, columns = 0] = shape.slice(-2)
  const count = shape.length === 3 ? (shape[0] ?? 1) : 1
  const place = { path: path.slice(0, -'.weight'.length), outputs, count }
  const module = name.slice(0, -'.weight'.length)
  const scales = byName.get(`${module}.scales`)
  if (!scales) return { ...place, inputs: columns, quantized: false }
  const groups = scales.shape.at(-1) ?? 0
  return { ...place, inputs: groups * groupSizeOf(module, packing), quantized: true }
}

/** Packed integers are computed in the type of their scales. */
function numberBytesOf(tensors: readonly Tensor[]): 2 | 4 {
  const full = tensors.filter(({ dtype }) => dtype === 'F32').reduce((sum, { bytes }) => sum + bytes, 0)
  const half = tensors.filter(({ dtype }) => dtype === 'F16' || dtype === 'BF16').reduce((sum, { bytes }) => sum + bytes, 0)
  return full > half ? 4 : 2
}

function product(shape: readonly number[]): number {
  return shape.reduce((result, length) => result * length, 1)
}
