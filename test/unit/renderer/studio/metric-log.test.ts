import { expect, it } from 'vitest'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const steps = (log: MetricLog) => log.toArray().map(({ split, step }) => `${split} ${step}`)
const grown = (...at: readonly number[]) => at.reduce((log, step) => log.with(train(step)), MetricLog.empty)

it('leaves a log as it was when another grows out of it', () => {
  const before = grown(1, 2)
  const after = before.with(train(3))
  expect([before.length, after.length]).toEqual([2, 3])
  expect(before.at(-1)?.step).toBe(2)
  expect(before.at(2)).toBeUndefined()
})

it('keeps two logs apart that grow out of the same one', () => {
  const shared = grown(1, 2)
  const one = shared.with(train(3, 0.3))
  const other = shared.with(train(3, 0.7))
  expect([one.at(-1)?.loss, other.at(-1)?.loss]).toEqual([0.3, 0.7])
})

it('never writes into the empty log', () => {
  MetricLog.empty.with(train(1))
  expect(MetricLog.empty.length).toBe(0)
})

it('takes a figure that comes twice once, the later one', () => {
  const log = grown(1, 2).with(train(2, 5))
  expect(log.toArray().map(({ loss }) => loss)).toEqual([1, 5])
})

it('puts a figure that comes late in its place, training before the validation of its step', () => {
  expect(steps(grown(1, 3).with(valid(2)).with(train(2)))).toEqual(['train 1', 'train 2', 'valid 2', 'train 3'])
})

it('drops what lies beyond the step a run went back to, and grows anew from there', () => {
  const log = grown(1, 2, 3, 4)
  const back = log.until(2)
  expect(steps(back.with(train(3, 9)))).toEqual(['train 1', 'train 2', 'train 3'])
  expect(log.at(2)?.loss).toBe(1)
})

it('knows its own continuation from another log', () => {
  const log = grown(1, 2)
  expect(log.continuedBy(log.with(train(3)))).toBe(true)
  expect(log.with(train(3)).continuedBy(log)).toBe(false)
  expect(log.continuedBy(grown(1, 2, 3))).toBe(false)
})

it('finds the newest figure of a split', () => {
  const log = grown(1).with(valid(1, 0.5)).with(train(2))
  expect(log.last('valid')?.loss).toBe(0.5)
  expect(grown(1).last('valid')).toBeNull()
})

it('takes in a hundred thousand figures without copying the list for each', () => {
  let log = MetricLog.empty
  for (let step = 1; step <= 100_000; step += 1) log = log.with(train(step))
  expect(log.length).toBe(100_000)
  expect(log.continuedBy(log.with(train(100_001)))).toBe(true)
})
