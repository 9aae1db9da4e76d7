import { expect, it } from 'vitest'
import { percent, speed } from '../../../../renderer/text/format'

it('never says 100 % before it is all', () => {
  expect([0, 0.004, 0.62, 0.999, 1].map(percent)).toEqual(['0 %', '0.4 %', '62 %', '99 %', '100 %'])
})

it('shows a tenth of a token only where it matters', () => {
  expect([speed(96.42), speed(411.6)]).toEqual(['96.4', '412'])
})
