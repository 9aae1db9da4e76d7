import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultName } from '../../../../../electron/core/runs/default-name'

it('names a run after its dataset, without what every dataset ends with', () => {
  expect(defaultName('coreference-train.jsonl', [])).toBe('coreference-train')
  expect(defaultName('Briefe 1870', ['coreference-train'])).toBe('Briefe 1870')
  expect(defaultName('.jsonl', [])).toBe('run')
})

it('numbers those whose name another run has', () => {
  expect(defaultName('coreference-train.jsonl', ['coreference-train'])).toBe('coreference-train 2')
  expect(defaultName('coreference-train.jsonl', ['coreference-train 2', 'coreference-train', 'mine'])).toBe('coreference-train 3')
})

it('shortens a long name in the middle, so that its end still tells it from others', () => {
  const [one, other] = ['quarterly-reports-2024-annotated.jsonl', 'quarterly-reports-2025-annotated.jsonl']
  expect(defaultName('minutes-of-the-council-1901.jsonl', [])).toBe('minutes-of-…uncil-1901')
  expect(defaultName(one, [])).toBe('quarterly-r…-annotated')
  expect(defaultName(other, [defaultName(one, [])])).toBe('quarterly-…annotated 2')
})

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lengthOf = (name: string) => [...letters.segment(name)].length

it('fits into the sidebar and is nobody else’s, whatever the dataset is called and however many runs there are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60, size: 'max' }), fc.integer({ min: 0, max: 12 }), (dataset, runs) => {
      const names: string[] = []
      for (let run = 0; run <= runs; run += 1) names.push(defaultName(dataset, names))
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(lengthOf(name) >= 1 && lengthOf(name) <= 22).toBe(true)
    }),
  )
})
