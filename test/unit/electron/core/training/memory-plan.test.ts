import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CheckedModels } from '../../../../../electron/core/models/checked-models'
import { memoryParts, trainableParameters } from '../../../../../electron/core/training/memory-plan'
import { type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'
import { runPythonScript } from '../python-script'
import { keptFolder } from '../temporary-folder'

const llama = {
  model_type: 'llama',
  hidden_size: 64,
  num_hidden_layers: 4,
  intermediate_size: 192,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  rms_norm_eps: 1e-5,
  vocab_size: 264,
  rope_theta: 10_000,
  max_position_embeddings: 2048,
  tie_word_embeddings: true,
}
type Case = {
  readonly model: Partial<typeof llama>
  readonly dtype: 'float32' | 'bfloat16'
  readonly bits: number | null
  readonly config: TrainingConfigInput
  readonly rows: number
  readonly width: number
}
const usual: Case = { model: {}, dtype: 'float32', bits: null, config: {}, rows: 4, width: 128 }
const heavy = { hidden_size: 256, intermediate_size: 768 }
const full = { fine_tune_type: 'full' } as const

const cases: Readonly<Record<string, Partial<Case>>> = {
  'adapters on a small model': {},
  'adapters in half precision': { dtype: 'bfloat16' },
  'long rows': { rows: 2, width: 512 },
  'many blocks': { model: { num_hidden_layers: 12 } },
  'a large vocabulary': { model: { vocab_size: 8000 }, rows: 2 },
  'a large vocabulary in half precision': { model: { vocab_size: 8000, tie_word_embeddings: false }, dtype: 'bfloat16', rows: 2 },
  'many heads': { model: { num_attention_heads: 16, num_key_value_heads: 16 } },
  'the last blocks only': { model: { num_hidden_layers: 8 }, config: { num_layers: 2 } },
  'two layers of a block': { config: { lora_parameters: { keys: ['self_attn.q_proj', 'self_attn.v_proj'] } } },
  'packed weights': { model: heavy, dtype: 'bfloat16', bits: 4, rows: 1, width: 64 },
  'recomputed activations': { model: { num_hidden_layers: 8 }, config: { grad_checkpoint: true } },
  'recomputed activations in half precision': {
    model: { num_hidden_layers: 8 },
    dtype: 'bfloat16',
    config: { grad_checkpoint: true },
    rows: 2,
  },
  DoRA: { config: { fine_tune_type: 'dora' } },
  'DoRA on packed weights': { model: heavy, dtype: 'bfloat16', bits: 4, config: { fine_tune_type: 'dora' }, rows: 1, width: 32 },
  'a high rank': { model: heavy, config: { lora_parameters: { rank: 128 } }, rows: 1, width: 16 },
  'all weights with Adam': { model: heavy, config: full, rows: 1, width: 16 },
  'all weights with gathered gradients': { model: heavy, config: { ...full, grad_accumulation_steps: 2 }, rows: 1, width: 16 },
  'all weights with Muon': { model: heavy, config: { ...full, optimizer: 'muon' }, rows: 1, width: 16 },
  'all weights with SGD': { model: heavy, config: { ...full, optimizer: 'sgd' }, rows: 1, width: 16 },
  'all weights with Adafactor': { model: heavy, config: { ...full, optimizer: 'adafactor' }, rows: 1, width: 16 },
  'all weights on long rows': { config: full, rows: 2, width: 256 },
}
const named = Object.entries(cases).map(([name, given]) => [name, { ...usual, ...given }] as const)

describe('a memory plan against what mlx takes', () => {
  let folder: string
  let measured: readonly { readonly peak: number; readonly trainable: number }[]

  beforeAll(async () => {
    folder = await keptFolder()
    const asked = named.map(([, given], place) => ({
      ...given,
      model: { ...llama, ...given.model },
      config: trainingConfig.parse(given.config),
      folder: join(folder, String(place)),
    }))
    measured = z.array(z.object({ peak: z.number(), trainable: z.int() })).parse(await runPythonScript('peak_memory.py', asked))
  }, 300_000)

  it.each(named.map(([name, given], place) => [name, given, place] as const))('is near for %s', async (_, given, place) => {
    const path = join(folder, String(place))
    await writeFile(join(path, 'tokenizer.json'), '{}')
    const { facts } = new CheckedModels().check(path)
    const config = trainingConfig.parse(given.config)
    const { peak = 0, trainable } = measured[place] ?? {}
    const { total, python } = memoryParts(facts, config, given, { bytes: 8e9, gpu: false })
    const arrays = total - python
    expect(arrays / peak).toBeGreaterThan(1 / 1.3)
    expect(arrays / peak).toBeLessThan(1.3)
    expect(trainableParameters(facts, config)).toBe(trainable)
  })
})
