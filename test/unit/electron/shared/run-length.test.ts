import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { iterationsOf, reportInterval, runLength, validationInterval } from '../../../../electron/shared/run-length'
import { type TrainingConfigInput, trainingConfig } from '../../../../electron/shared/training'
import { runPythonScript } from '../core/python-script'

const length = (config: TrainingConfigInput, rows: number) => runLength(trainingConfig.parse(config), rows)

describe('runLength', () => {
  it.each([
    ['whole epochs', { epochs: 2, batch_size: 4 }, 20, { batchesPerEpoch: 5, updatesPerEpoch: 5, iterations: 10, updates: 10, epochs: 2 }],
    ['rows left over', { epochs: 1, batch_size: 4 }, 21, { batchesPerEpoch: 6, iterations: 6, updates: 6, epochs: 1 }],
    ['batches left over', { epochs: 2, batch_size: 1, grad_accumulation_steps: 4 }, 10, { updatesPerEpoch: 3, iterations: 20, updates: 6 }],
    ['half an epoch', { epochs: 0.5, batch_size: 4 }, 20, { iterations: 3, updates: 3, epochs: 0.6 }],
    ['iterations', { iters: 7, batch_size: 1, grad_accumulation_steps: 4 }, 10, { iterations: 7, updates: 2, epochs: 0.7 }],
    ['fewer rows than a batch', { epochs: 3, batch_size: 8 }, 2, { batchesPerEpoch: 1, iterations: 3, updates: 3 }],
  ])('counts %s', (_, config, rows, expected) => {
    expect(length(config, rows)).toMatchObject(expected)
  })

  it('counts a validation before the first update, at each interval and at the end', () => {
    expect(length({ iters: 10, batch_size: 1, steps_per_eval: 4 }, 10).validations).toBe(4)
    expect(length({ iters: 8, batch_size: 1, steps_per_eval: 4 }, 10).validations).toBe(3)
    expect(length({ iters: 95, batch_size: 1 }, 10).validations).toBe(11)
  })

  it('is nothing without rows', () => {
    expect(length({}, 0)).toEqual({ batchesPerEpoch: 0, updatesPerEpoch: 0, iterations: 0, updates: 0, epochs: 0, validations: 0 })
  })

  it('is what Python makes of the same settings', async () => {
    const cases = fc.sample(
      fc.record({
        batches: fc.integer({ min: 1, max: 40 }),
        config: fc.record({
          epochs: fc.constantFrom(0.1, 0.5, 1, 1.1, 2, 3.3),
          iters: fc.option(fc.integer({ min: 1, max: 90 })),
          grad_accumulation_steps: fc.integer({ min: 1, max: 5 }),
          steps_per_report: fc.option(fc.integer({ min: 1, max: 9 })),
          steps_per_eval: fc.option(fc.integer({ min: 1, max: 9 })),
        }),
      }),
      { numRuns: 60, seed: 7 },
    )
    const asked = cases.map(({ batches, config }) => ({ batches, file: null, config: trainingConfig.parse({ ...config, batch_size: 1 }) }))
    const answer = z.object({ updates: z.int(), report: z.int(), validation: z.int() })
    const answers = z.array(answer).parse(await runPythonScript('schedules.py', asked))
    const own = asked.map(({ config, batches }) => {
      const { updates } = runLength(config, batches)
      return { updates, report: reportInterval(config, updates), validation: validationInterval(config, updates) }
    })
    expect(own).toEqual(answers)
  })
})

it('counts the batches of updates over the ends of epochs', () => {
  expect([0, 1, 2, 3, 4, 6].map((updates) => iterationsOf(updates, 5, 2))).toEqual([0, 2, 4, 5, 7, 10])
})
