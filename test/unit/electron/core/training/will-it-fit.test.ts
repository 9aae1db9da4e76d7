import fc from 'fast-check'
import { expect, it } from 'vitest'
import { factsOfShape } from '../../../../../electron/core/models/suggesting/suggest'
import { wellKnownModels } from '../../../../../electron/core/models/suggesting/well-known-models'
import { defaultConfig } from '../../../../../electron/core/training/defaults'
import { verdictOf } from '../../../../../electron/core/training/memory-verdict'
import { pythonBytes } from '../../../../../electron/core/training/python-memory'
import { memoryToAnswer, willItFit } from '../../../../../electron/core/training/will-it-fit'

const [llama] = wellKnownModels
if (llama === undefined) throw new Error('the list is empty')
const facts = factsOfShape(llama.shape, 16)

it('counts keys and values of every block for every position', () => {
  // 28 blocks, 8 heads of 128, two of them, 2 bytes each.
  const kept = 28 * 8 * 128 * 2 * 2
  const [one, two] = [memoryToAnswer(facts, 10_000), memoryToAnswer(facts, 20_000)]
  expect(two - one).toBe(10_000 * kept)
  expect(memoryToAnswer(facts, 0)).toBeGreaterThanOrEqual(facts.weightBytes + pythonBytes(facts))
})

it('finds what was published of training near: 10.6 GB for this model with batches of 4 on 16 blocks', () => {
  const { train } = willItFit(facts, { ...defaultConfig, batch_size: 4, num_layers: 16 }, { bytes: 32e9, gpu: true })
  expect(train.bytes / 10.6e9).toBeGreaterThan(0.7)
  expect(train.bytes / 10.6e9).toBeLessThan(1.5)
})

it('needs less to train one row at a time with activations recomputed, and no less than the weights', () => {
  const { train, trainSparingly } = willItFit(facts, defaultConfig, { bytes: 32e9, gpu: true })
  expect(trainSparingly.bytes).toBeLessThan(train.bytes)
  expect(trainSparingly.bytes).toBeGreaterThan(facts.weightBytes)
})

it('never finds worse on a larger machine', () => {
  const order = ['too-large', 'tight', 'fits']
  fc.assert(
    fc.property(fc.nat(1e12), fc.nat(1e12), fc.nat(1e12), (bytes, one, other) => {
      const [small, large] = [Math.min(one, other), Math.max(one, other)]
      return order.indexOf(verdictOf(bytes, small)) <= order.indexOf(verdictOf(bytes, large))
    }),
  )
})
