import { describe, expect, it } from 'vitest'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { paceOf, secondsLeft, validationsLeft } from '../../../../renderer/train/eta'
import { train, valid } from '../figures'

const plan = { steps_per_eval: 10, grad_accumulation_steps: 1 }
const at = (step: number, seconds: number) => train(step, 1, { seconds })
const judged = (step: number, seconds: number) => valid(step, 1, { seconds })

describe('paceOf', () => {
  it('is not known before the first figure', () => {
    expect(paceOf(MetricLog.empty)).toBeNull()
    expect(paceOf(MetricLog.of([judged(0, 3)]))).toBeNull()
  })

  it('takes the first figure by itself', () => {
    expect(paceOf(MetricLog.of([at(10, 5)]))).toEqual({ secondsPerStep: 0.5, secondsPerValidation: 0 })
  })

  it('tells the time of updates from the time of validations', () => {
    const log = MetricLog.of([at(5, 5), at(10, 10), judged(10, 17), at(15, 22), at(20, 27), judged(20, 36)])
    expect(paceOf(log)).toEqual({ secondsPerStep: 1, secondsPerValidation: 8 })
  })

  it('takes a validation for as long as the base model’s before there is another', () => {
    expect(paceOf(MetricLog.of([judged(0, 3), at(5, 8)]))).toEqual({ secondsPerStep: 1, secondsPerValidation: 3 })
    expect(paceOf(MetricLog.of([judged(0, 3), at(5, 8), judged(5, 10)]))?.secondsPerValidation).toBe(2)
  })

  it('knows what a validation takes however many training figures came after it', () => {
    const since = Array.from({ length: 100 }, (_, place) => at(place + 11, 17 + place + 1))
    expect(paceOf(MetricLog.of([at(5, 5), at(10, 10), judged(10, 17), ...since]))).toEqual({ secondsPerStep: 1, secondsPerValidation: 7 })
  })

  it('goes by the newest validations', () => {
    const log = [30, 2, 2, 2].flatMap((cost, place) => [at(place + 1, 100 * place), judged(place + 1, 100 * place + cost)])
    expect(paceOf(MetricLog.of(log))?.secondsPerValidation).toBe(2)
  })

  it('goes by the last figures, not by a slow start', () => {
    const slowStart = [at(1, 100), ...Array.from({ length: 60 }, (_, place) => at(place + 2, 100 + place))]
    expect(paceOf(MetricLog.of(slowStart))?.secondsPerStep).toBeCloseTo(1)
  })
})

describe('validationsLeft', () => {
  it.each([
    ['one at each interval, the last at the end', 0, 100, 10],
    ['none twice where the end is an interval', 95, 100, 1],
    ['one more at an end between two', 90, 95, 1],
    ['none when it is over', 100, 100, 0],
  ])('%s', (_, step, total, left) => {
    expect(validationsLeft(plan, step, total)).toBe(left)
  })

  it('counts about ten a run where the configuration does not say', () => {
    expect(validationsLeft({ steps_per_eval: null, grad_accumulation_steps: 1 }, 0, 946)).toBe(10)
  })

  it('turns iterations into updates, rounded down as Python does', () => {
    expect(validationsLeft({ steps_per_eval: 40, grad_accumulation_steps: 4 }, 0, 100)).toBe(10)
    expect(validationsLeft({ steps_per_eval: 10, grad_accumulation_steps: 4 }, 0, 100)).toBe(50)
    expect(validationsLeft({ steps_per_eval: 1, grad_accumulation_steps: 4 }, 0, 100)).toBe(100)
  })
})

describe('secondsLeft', () => {
  it('counts updates and the validations still to come', () => {
    const log = MetricLog.of([at(5, 5), at(10, 10), judged(10, 18), at(15, 23)])
    expect(secondsLeft(log, plan, 15, 40)).toBe(25 + 3 * 8)
  })

  it('counts the validation that is under way', () => {
    const log = MetricLog.of([at(5, 5), at(10, 10), judged(10, 18), at(15, 23), at(20, 28)])
    expect(secondsLeft(log, plan, 20, 20)).toBe(8)
  })

  it('never falls below nothing left', () => {
    expect(secondsLeft(MetricLog.of([at(10, 5), at(20, 10)]), plan, 120, 100)).toBe(0)
  })
})
