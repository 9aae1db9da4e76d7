import { expect, it } from 'vitest'
import { fitOf, fitWords, memoryWords, reuseWords } from '../../../../electron/shared/memory-words'
import type { MemoryFit } from '../../../../electron/shared/model-memory'

const memory = (run: MemoryFit, train: MemoryFit, least: MemoryFit = train) => ({
  run: { bytes: 2e9, verdict: run },
  train: { bytes: 7.2e9, verdict: train },
  trainSparingly: { bytes: 3e9, verdict: least },
})

it('says what a model takes, and the least of it where that is less', () => {
  const fits = memory('fits', 'fits')
  expect(memoryWords(fits)).toBe('about 1.9 GB to answer, 6.7 GB to train, 2.8 GB at least')
  expect(memoryWords({ ...fits, trainSparingly: fits.train })).toBe('about 1.9 GB to answer, 6.7 GB to train')
})

it.each([
  ['fits', 'fits', 'fits', 'fits'],
  ['fits', 'tight', 'fits', 'tight'],
  ['tight', 'fits', 'fits', 'tight'],
  ['fits', 'too-large', 'fits', 'tight'],
  ['fits', 'too-large', 'too-large', 'answers only'],
  ['tight', 'too-large', 'too-large', 'answers only'],
  ['too-large', 'too-large', 'too-large', 'too large'],
] as const)('a model that %s to answer, %s to train and %s at least is “%s”', (run, train, least, words) => {
  expect(fitWords[fitOf(memory(run, train, least))]).toBe(words)
})

it('says what a run takes besides its plan', () => {
  expect(reuseWords({ reuse: 2 ** 30 })).toBe('Up to 1.0 GB more is kept for reuse while there is room.')
})
