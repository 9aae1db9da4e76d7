import { describe, expect, it } from 'vitest'
import { tensorsOf } from '../../../../../../electron/core/models/suggesting/shape-tensors'
import { factsOfShape, suggestModels } from '../../../../../../electron/core/models/suggesting/suggest'
import { wellKnownModels } from '../../../../../../electron/core/models/suggesting/well-known-models'
import { defaultConfig } from '../../../../../../electron/core/training/defaults'
import { hubId } from '../../../../../../electron/shared/model'
import { suggestedModel } from '../../../../../../electron/shared/suggested-model'

const machine = (gigabytes: number) => ({ bytes: gigabytes * 1e9, gpu: true })

describe('the shapes of well-known models', () => {
  it.each(wellKnownModels)('add up to the published number of parameters: $name', ({ shape, parameters, unloadedParameters }) => {
    const numbers = tensorsOf(shape, 16).reduce((sum, { bytes }) => sum + bytes / 2, 0)
    expect(numbers + unloadedParameters).toBe(parameters)
  })

  it('give the bytes that the publisher’s index of weights states', () => {
    const bytes = (name: string) => {
      const model = wellKnownModels.find((one) => one.name === name)
      return model && tensorsOf(model.shape, 16).reduce((sum, tensor) => sum + tensor.bytes, 0)
    }
    expect(bytes('Qwen3 4B')).toBe(8_044_936_192)
    expect(bytes('SmolLM3 3B')).toBe(6_150_197_248)
  })

  it('are read as a folder’s headers are, in 4 bits too', () => {
    const [llama] = wellKnownModels
    if (llama === undefined) throw new Error('the list is empty')
    const [full, packed] = [factsOfShape(llama.shape, 16), factsOfShape(llama.shape, 4)]
    expect(packed).toMatchObject({ hidden: 3072, queries: 3072, keys: 1024, vocabulary: 128_256, numberBytes: 2 })
    const sizes = (facts: typeof full) => facts.blocks.map(({ linears }) => linears.map(({ inputs, outputs }) => [inputs, outputs]))
    expect(sizes(packed)).toEqual(sizes(full))
    expect(packed.weightBytes / full.weightBytes).toBeCloseTo(4.5 / 16, 3)
  })
})

describe('suggestModels', () => {
  it('is what the contract says, with names of the Hub that differ', () => {
    const suggested = suggestModels(defaultConfig, machine(16))
    for (const model of suggested) expect(suggestedModel.parse(model)).toEqual(model)
    const repos = suggested.flatMap(({ versions }) => versions.map(({ repo }) => repo))
    expect(new Set(repos).size).toBe(16)
    for (const repo of repos) expect(hubId.safeParse(repo).success && repo.startsWith('mlx-community/')).toBe(true)
  })

  it.each(wellKnownModels)(
    'finds that $name takes its weights to answer, some more to train, and less where it trains sparingly',
    (model) => {
      const suggested = suggestModels(defaultConfig, machine(16)).find(({ name }) => name === model.name)
      expect(suggested?.versions.map(({ bits }) => bits)).toEqual([4, 16])
      for (const { bits, bytes, memory } of suggested?.versions ?? []) {
        const { weightBytes } = factsOfShape(model.shape, bits)
        // What it sees with is downloaded and not loaded; some megabytes lie beside the weights.
        expect(bytes - weightBytes - 2 * model.unloadedParameters).toBe(12_000_000)
        expect(memory.run.bytes).toBeGreaterThan(weightBytes)
        expect(memory.run.bytes).toBeLessThan(weightBytes + 1e9)
        expect(memory.train.bytes).toBeGreaterThan(memory.run.bytes)
        expect(memory.trainSparingly.bytes).toBeLessThan(memory.train.bytes)
        expect(memory.trainSparingly.bytes).toBeGreaterThan(weightBytes)
      }
    },
  )

  it('tells by the machine what fits', () => {
    const verdicts = (gigabytes: number) => {
      const [llama] = suggestModels(defaultConfig, machine(gigabytes))
      return llama?.versions.map(({ memory }) => [memory.run.verdict, memory.train.verdict])
    }
    expect(verdicts(64)).toEqual([
      ['fits', 'fits'],
      ['fits', 'fits'],
    ])
    expect(verdicts(4)).toEqual([
      ['tight', 'too-large'],
      ['too-large', 'too-large'],
    ])
  })

  it('says of the task only what is known', () => {
    const findings = suggestModels(defaultConfig, machine(16)).filter(({ finding }) => finding !== null)
    expect(findings.map(({ name }) => name)).toEqual(['Llama 3.2 3B Instruct', 'Gemma 3 4B'])
  })
})
