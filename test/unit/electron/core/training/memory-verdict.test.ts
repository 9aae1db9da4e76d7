import { describe, expect, it } from 'vitest'
import type { ModelFacts } from '../../../../../electron/core/models/model-facts'
import { longestBatch, planMemory } from '../../../../../electron/core/training/memory-verdict'
import { memoryBytes } from '../../../../../electron/shared/quantities'
import { type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'

/** A model of the shape of Llama-3.2-3B in half precision. */
const llama: ModelFacts = (() => {
  const linear = (path: string, inputs: number, outputs: number) => ({ path, inputs, outputs, count: 1, quantized: false })
  const linears = [
    linear('self_attn.q_proj', 3072, 3072),
    linear('self_attn.k_proj', 3072, 1024),
    linear('self_attn.v_proj', 3072, 1024),
    linear('self_attn.o_proj', 3072, 3072),
    linear('mlp.gate_proj', 3072, 8192),
    linear('mlp.up_proj', 3072, 8192),
    linear('mlp.down_proj', 8192, 3072),
  ]
  const parameters = linears.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 6144)
  const blocks = Array.from({ length: 28 }, () => ({ linears, parameters, bytes: 2 * parameters }))
  const shape = { hidden: 3072, intermediate: 8192, heads: 24, queries: 3072, keys: 1024, vocabulary: 128_256, numberBytes: 2 } as const
  return { kind: 'llama', float16: false, ...shape, blocks, weightBytes: 28 * 2 * parameters + 2 * 128_256 * 3072 }
})()
const gb = 1e9
const lengths = Array.from({ length: 100 }, (_, place) => 200 + 4 * place)
const plan = (config: TrainingConfigInput, memory: number, rows: readonly number[] = lengths) =>
  planMemory(llama, trainingConfig.parse(config), rows, { bytes: memory * gb, gpu: true })

describe('planMemory', () => {
  it('is near what Llama-3.2-3B is said to take with 16 blocks and batches of four rows of some hundred tokens', () => {
    const { total, weights } = plan({ num_layers: 16, batch_size: 4 }, 32, [300, 300, 300, 300])
    expect(weights / gb).toBeCloseTo(6.4, 1)
    expect(total / gb).toBeGreaterThan(10.6 / 1.5)
    expect(total / gb).toBeLessThan(10.6 * 1.5)
  })

  it('judges by three quarters of the machine', () => {
    const { total } = plan({}, 1)
    const needed = total / 0.75 / gb
    expect(plan({}, needed * 1.3)).toMatchObject({ verdict: 'fits', remedies: [] })
    expect(plan({}, needed * 1.1).verdict).toBe('tight')
    expect(plan({}, needed * 0.9).verdict).toBe('too-large')
  })

  it('says what would help, most helpful first, with what it brings', () => {
    const { remedies, total } = plan({ batch_size: 4 }, 16)
    const saved = remedies.map((remedy) => Number(/: ([\d.]+) GB instead/.exec(remedy)?.[1]))
    expect(saved.length).toBeGreaterThan(2)
    expect(saved).toEqual([...saved].sort((a, b) => a - b))
    expect(remedies).toContainEqual(expect.stringMatching(/^Batch size 1 with 4 accumulation steps: .* instead of .* GB\.$/))
    expect(remedies).toContainEqual(expect.stringMatching(/^Rows of at most 320 tokens, which cuts 69: /))
    for (const remedy of remedies) expect(remedy).toContain(`instead of ${memoryBytes(total)}.`)
  })

  it('keeps the number of rows where iterations are counted', () => {
    expect(plan({ batch_size: 4, iters: 100 }, 16).remedies).toContainEqual(
      expect.stringMatching(/^Batch size 1 with 4 accumulation steps and 400 iterations: /),
    )
  })

  it('puts together what does not suffice alone', () => {
    const [first] = plan({ batch_size: 16 }, 12).remedies
    expect(first).toMatch(/^Batch size 1 with 16 accumulation steps, recomputing activations \(grad_checkpoint\): /)
  })

  it('names LoRA where all weights are to be trained', () => {
    expect(plan({ fine_tune_type: 'full', batch_size: 1 }, 16).remedies[0]).toMatch(/LoRA instead of all weights/)
  })

  it('takes no more for a part that never comes: sums are of the parts', () => {
    const { weights, trainable, gradients, optimizer, activations, logits, python, total } = plan({ optimizer: 'adafactor' }, 16)
    expect(weights + trainable + gradients + optimizer + activations + logits + python).toBeCloseTo(total, 0)
  })
})

it.each([
  [[10, 50, 33], {}, { rows: 3, width: 56 }],
  [[10, 49], { batch_size: 1 }, { rows: 1, width: 48 }],
  [[5000], { max_seq_length: 1024 }, { rows: 1, width: 1024 }],
  [[], {}, { rows: 0, width: 0 }],
])('pads the longest batch of rows of %j as training does', (rows, config, expected) => {
  expect(longestBatch(rows, trainingConfig.parse(config))).toEqual(expected)
})
