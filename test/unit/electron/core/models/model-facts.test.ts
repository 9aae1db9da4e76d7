import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CheckedModels } from '../../../../../electron/core/models/checked-models'
import { factsOf } from '../../../../../electron/core/models/model-facts'
import type { Tensor } from '../../../../../electron/core/models/safetensors-header'
import { temporaryFolder } from '../temporary-folder'
import { safetensors, writeModel } from './model-files'

const bytesOf = { F32: 4, F16: 2, BF16: 2, U32: 4 } as const
const tensor = (name: string, shape: readonly number[], dtype: keyof typeof bytesOf = 'BF16'): Tensor => ({
  name,
  dtype,
  shape,
  bytes: bytesOf[dtype] * shape.reduce((result, length) => result * length, 1),
})
const shape = { hidden_size: 8, num_attention_heads: 2, num_key_value_heads: 1, vocab_size: 10, intermediate_size: 16 }

describe('factsOf', () => {
  it('takes matrices of blocks for linear layers, and nothing else', () => {
    const facts = factsOf(
      [
        tensor('model.embed_tokens.weight', [10, 8]),
        tensor('model.layers.1.self_attn.q_proj.weight', [8, 8]),
        tensor('model.layers.1.self_attn.q_proj.bias', [8]),
        tensor('model.layers.0.self_attn.k_proj.weight', [4, 8]),
        tensor('model.layers.0.input_layernorm.weight', [8]),
        tensor('model.layers.0.mixer.conv1d.weight', [16, 4, 1]),
        tensor('model.norm.weight', [8]),
      ],
      shape,
      null,
    )
    expect(facts).toMatchObject({ hidden: 8, intermediate: 16, heads: 2, queries: 8, keys: 4, vocabulary: 10, numberBytes: 2 })
    expect(facts.blocks.map(({ linears }) => linears)).toEqual([
      [{ path: 'self_attn.k_proj', inputs: 8, outputs: 4, count: 1, quantized: false }],
      [{ path: 'self_attn.q_proj', inputs: 8, outputs: 8, count: 1, quantized: false }],
    ])
    expect(facts.blocks.map(({ parameters, bytes }) => [parameters, bytes])).toEqual([
      [104, 208],
      [72, 144],
    ])
  })

  it('unpacks quantized matrices by their scales, each by its own group size', () => {
    const packed = (path: string, outputs: number, columns: number, groups: number) => [
      tensor(`${path}.weight`, [outputs, columns], 'U32'),
      tensor(`${path}.scales`, [outputs, groups]),
      tensor(`${path}.biases`, [outputs, groups]),
    ]
    const [block] = factsOf(
      [...packed('model.layers.0.mlp.up_proj', 256, 16, 2), ...packed('model.layers.0.mlp.down_proj', 128, 64, 8)],
      shape,
      { group_size: 64, bits: 4, 'model.layers.0.mlp.down_proj': { group_size: 32, bits: 8 } },
    ).blocks
    expect(block?.linears).toMatchObject([
      { path: 'mlp.up_proj', inputs: 128, outputs: 256, quantized: true },
      { path: 'mlp.down_proj', inputs: 256, outputs: 128, quantized: true },
    ])
    expect(block?.parameters).toBe(2 * 128 * 256)
  })

  it('tells float16, and packed weights with such scales, from other numbers', () => {
    const of = (...tensors: readonly Tensor[]) => factsOf(tensors, { ...shape, model_type: 'gemma3_text' }, null)
    const name = 'model.layers.0.mlp.up_proj'
    expect(of(tensor(`${name}.weight`, [16, 8], 'F16'))).toMatchObject({ kind: 'gemma3_text', float16: true, numberBytes: 2 })
    expect(of(tensor(`${name}.weight`, [16, 1], 'U32'), tensor(`${name}.scales`, [16, 1], 'F16')).float16).toBe(true)
    expect(of(tensor(`${name}.weight`, [16, 8], 'BF16')).float16).toBe(false)
  })

  it('leaves out blocks beyond the last one', () => {
    const tensors = [0, 1, 2].map((block) => tensor(`model.layers.${block}.mlp.up_proj.weight`, [16, 8]))
    expect(factsOf(tensors, { ...shape, num_hidden_layers: 2 }, null)).toMatchObject({ weightBytes: 512, blocks: [{}, {}] })
  })

  it('counts experts that share a place', () => {
    const [block] = factsOf([tensor('model.layers.0.mlp.switch_mlp.up_proj.weight', [4, 16, 8])], shape, null).blocks
    expect(block?.linears).toMatchObject([{ inputs: 8, outputs: 16, count: 4 }])
  })
})

describe('the facts of a folder that was looked through', () => {
  const factsIn = (folder: string) => new CheckedModels().check(folder).facts

  it('are those of the demo model', () => {
    const facts = factsIn(resolve(import.meta.dirname, '../../../../../assets/demo-model'))
    expect(facts).toMatchObject({ hidden: 128, intermediate: 256, heads: 4, queries: 128, keys: 128, vocabulary: 2560 })
    expect(facts.blocks.map(({ linears }) => linears.length)).toEqual([7, 7, 7, 7])
  })

  it('are those of the text part of a model that could also see, without what it sees with', async () => {
    const config = { model_type: 'gemma3', text_config: { ...shape, num_attention_heads: 4, head_dim: 3 }, vision_config: {} }
    const text = { 'language_model.model.layers.0.self_attn.q_proj.weight': { dtype: 'F32', shape: [12, 8], data_offsets: [0, 384] } }
    const sight = { 'vision_tower.encoder.layers.0.fc1.weight': { dtype: 'F32', shape: [100, 100], data_offsets: [384, 40_384] } }
    const folder = await writeModel(await temporaryFolder(), {
      'config.json': JSON.stringify(config),
      'model.safetensors': safetensors({ ...text, ...sight }, 40_384),
    })
    expect(factsIn(folder)).toMatchObject({
      kind: 'gemma3',
      weightBytes: 384,
      queries: 12,
      keys: 3,
      numberBytes: 4,
      blocks: [{ parameters: 96 }],
    })
  })
})
