import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dropFiguresBeyond, reachedBy } from '../../../../../electron/core/runs/metrics'
import type { Metric } from '../../../../../electron/shared/training'
import { temporaryFolder } from '../temporary-folder'

const valid = (step: number, loss: number | null, best: boolean): Metric => ({
  split: 'valid',
  step,
  epoch: 0,
  loss,
  score: null,
  rows: 1,
  tokens: 1,
  best,
  seconds: step,
})
const figures = [valid(0, 3, false), valid(2, 1, true), valid(4, 2, false), valid(6, 0.5, true)]
const asLines = (points: readonly Metric[]) => points.map((point) => `${JSON.stringify(point)}\n`).join('')

it('drops what lies beyond a step, and a torn line with it', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl')
  await writeFile(path, `${asLines(figures)}{"split": "tr`)
  expect(await dropFiguresBeyond(path, 4)).toEqual(figures.slice(0, 3))
  expect(await readFile(path, 'utf8')).toBe(asLines(figures.slice(0, 3)))
  expect(await dropFiguresBeyond(path, 100)).toHaveLength(3)
})

it('begins a file where there is none', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl')
  expect(await dropFiguresBeyond(path, 4)).toEqual([])
  expect(await readFile(path, 'utf8')).toBe('')
})

it('tells how far a run came, and what was best on the way', () => {
  expect(reachedBy(figures.slice(0, 3))).toEqual({ step: 4, bestStep: 2, bestLoss: 1, seconds: 4, footprintBytes: 0 })
  const train: Metric = {
    split: 'train',
    step: 7,
    epoch: 0,
    loss: 1,
    learningRate: 1,
    gradientNorm: 1,
    tokensPerSecond: 1,
    trainedTokens: 1,
    peakMemoryBytes: 8e9,
    footprintBytes: 9e9,
    seconds: 8,
  }
  expect(reachedBy([...figures, train, valid(8, 1, false)])).toMatchObject({ step: 8, footprintBytes: 9e9 })
  expect(reachedBy([])).toEqual({ step: 0, bestStep: null, bestLoss: null, seconds: 0, footprintBytes: 0 })
})
