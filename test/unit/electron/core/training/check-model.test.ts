import { expect, it } from 'vitest'
import type { ModelFacts } from '../../../../../electron/core/models/model-facts'
import { checkModel } from '../../../../../electron/core/training/check-model'
import { type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'

/** A model of two blocks. */
const facts = (changes: Partial<ModelFacts> = {}, quantized = false): ModelFacts => {
  const linears = [{ path: 'mlp.up_proj', inputs: 8, outputs: 16, count: 1, quantized }]
  const block = { linears, parameters: 128, bytes: 256 }
  return {
    kind: 'llama',
    float16: false,
    weightBytes: 512,
    blocks: [block, block],
    hidden: 8,
    intermediate: 16,
    heads: 2,
    queries: 8,
    keys: 8,
    vocabulary: 10,
    numberBytes: 2,
    ...changes,
  }
}
const refused = (model: ModelFacts, config: TrainingConfigInput = {}) => {
  try {
    checkModel(model, trainingConfig.parse(config), 'Tiny')
    return null
  } catch (error) {
    return error
  }
}

it.each(['gemma', 'gemma2', 'gemma3', 'gemma3_text', 'gemma3n', 'recurrent_gemma'])(
  'refuses a Gemma in float16, with the remedy (%s)',
  (kind) => {
    const failure = { code: 'bad-input', message: expect.stringContaining('float16'), hint: expect.stringContaining('--dtype bfloat16') }
    for (const fine_tune_type of ['lora', 'dora', 'full'] as const) {
      expect(refused(facts({ kind, float16: true }), { fine_tune_type })).toMatchObject({ failure })
      expect(refused(facts({ kind }), { fine_tune_type })).toBeNull()
    }
  },
)

it('takes other models in float16', () => {
  expect(refused(facts({ float16: true }))).toBeNull()
})

it('refuses blocks that the model does not have', () => {
  expect(refused(facts(), { num_layers: 3 })).toMatchObject({ failure: { code: 'bad-input' } })
  expect(refused(facts(), { num_layers: 2 })).toBeNull()
  expect(refused(facts({ blocks: [] }), { num_layers: 3 })).toBeNull()
})

it('refuses to train all of a quantized model', () => {
  expect(refused(facts({}, true), { fine_tune_type: 'full' })).toMatchObject({ failure: { code: 'bad-input' } })
  expect(refused(facts({}, true))).toBeNull()
})
