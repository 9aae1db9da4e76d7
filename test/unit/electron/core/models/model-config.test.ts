import { describe, expect, it } from 'vitest'
import { groupSizeOf, modelConfigOf } from '../../../../../electron/core/models/model-config'

const read = (settings: object) => modelConfigOf({ model_type: 'llama', ...settings })
const configOf = (settings: object) => {
  const found = read(settings)
  if (!found.ok) throw new Error(found.why)
  return found.config
}

describe('what a config.json says', () => {
  it('is that of the text part before that around it', () => {
    const config = configOf({ num_hidden_layers: 2, hidden_size: 8, text_config: { model_type: 'llama_text', num_hidden_layers: 3 } })
    expect(config.architecture).toBe('llama')
    expect(config.numbers).toMatchObject({ model_type: 'llama_text', num_hidden_layers: 3, hidden_size: 8 })
  })

  it('takes a list of sizes, and what is no size, for none', () => {
    expect(configOf({ intermediate_size: [8, 16], num_key_value_heads: 0, head_dim: null }).numbers).toMatchObject({
      intermediate_size: undefined,
      num_key_value_heads: undefined,
      head_dim: undefined,
    })
  })

  it('takes null for what is not there, as mlx-lm does', () => {
    expect(configOf({ text_config: null, quantization: null })).toMatchObject({ architecture: 'llama', packing: null })
  })

  it.each([
    ['a text_config that is no object', { text_config: 'x' }],
    ['a text_config that is no object', { text_config: [{}] }],
    ['a quantization that does not say', { quantization: true }],
    ['a quantization that does not say', { quantization: {} }],
    ['a quantization that does not say', { quantization: { bits: '4', group_size: 64 } }],
  ])('is refused in words where it has %s', (why, settings) => {
    expect(read(settings)).toEqual({ ok: false, why: expect.stringContaining(why) })
  })
})

it('has a size of groups for all layers, and for a layer one of its own', () => {
  const { packing } = configOf({
    quantization: { bits: 4, group_size: 32, 'layers.0.up': { group_size: 128, bits: 8 }, 'layers.1.up': false },
  })
  expect(packing?.bits).toBe(4)
  expect(['layers.0.up', 'layers.1.up', 'layers.2.up'].map((module) => groupSizeOf(module, packing))).toEqual([128, 32, 32])
  expect(groupSizeOf('layers.0.up', null)).toBe(64)
})
