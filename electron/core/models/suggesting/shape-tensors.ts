import type { Tensor } from '../safetensors-header'

/** The shape of a decoder as its config.json states it; input and output embeddings are one. */
export type DecoderShape = {
  readonly model_type: string
  readonly num_hidden_layers: number
  readonly hidden_size: number
  readonly intermediate_size: number
  readonly num_attention_heads: number
  readonly num_key_value_heads: number
  readonly head_dim: number
  readonly vocab_size: number
}

/** Bits of a weight: as published, or packed by mlx-lm's default. */
export type WeightBits = 4 | 16

/** Numbers that share a scale and a bias, mlx-lm's default. */
const groupSize = 64

/**
 * The tensors that a model of this shape has on disk, so that what holds for a folder is known before it is downloaded. In 4 bits every
 * matrix is packed 8 numbers to a word, with a scale and a bias of 16 bits for 64 numbers, the embeddings too.
 */
export function tensorsOf(shape: DecoderShape, bits: WeightBits): readonly Tensor[] {
  const { hidden_size: hidden, intermediate_size: inner, head_dim: head, model_type: kind } = shape
  const queries = shape.num_attention_heads * head
  const keys = shape.num_key_value_heads * head
  const gemma = kind.startsWith('gemma')
  const norms = gemma
    ? ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm']
    : ['input_layernorm', 'post_attention_layernorm']
  const headNorms = gemma || kind === 'qwen3' ? ['self_attn.q_norm', 'self_attn.k_norm'] : []
  const block = (place: number): readonly Tensor[] => {
    const at = (name: string) => `model.layers.${place}.${name}`
    return [
      ...matrix(at('self_attn.q_proj'), queries, hidden, bits),
      ...matrix(at('self_attn.k_proj'), keys, hidden, bits),
      ...matrix(at('self_attn.v_proj'), keys, hidden, bits),
      ...matrix(at('self_attn.o_proj'), hidden, queries, bits),
      ...matrix(at('mlp.gate_proj'), inner, hidden, bits),
      ...matrix(at('mlp.up_proj'), inner, hidden, bits),
      ...matrix(at('mlp.down_proj'), hidden, inner, bits),
      ...norms.map((name) => tensor(`${at(name)}.weight`, 'BF16', [hidden])),
      ...headNorms.map((name) => tensor(`${at(name)}.weight`, 'BF16', [head])),
    ]
  }
  return [
    ...matrix('model.embed_tokens', shape.vocab_size, hidden, bits),
    ...Array.from({ length: shape.num_hidden_layers }, (_, place) => block(place)).flat(),
    tensor('model.norm.weight', 'BF16', [hidden]),
  ]
}

function matrix(name: string, outputs: number, inputs: number, bits: WeightBits): readonly Tensor[] {
  if (bits === 16) return [tensor(`${name}.weight`, 'BF16', [outputs, inputs])]
  const groups = [outputs, inputs / groupSize]
  return [
    tensor(`${name}.weight`, 'U32', [outputs, (inputs * bits) / 32]),
    tensor(`${name}.scales`, 'BF16', groups),
    tensor(`${name}.biases`, 'BF16', groups),
  ]
}

function tensor(name: string, dtype: 'BF16' | 'U32', shape: readonly number[]): Tensor {
  const numbers = shape.reduce((product, length) => product * length, 1)
  return { name, dtype, shape, bytes: numbers * (dtype === 'U32' ? 4 : 2) }
}
