import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from '../../../../renderer/text/typed-number'

const any = { min: -1e300, max: 1e300, whole: false }

describe('a number that is typed', () => {
  it('is read as it was written, or refused', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const read = readNumber(any, String(value))
        return read.wrong === null && read.value === value
      }),
    )
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { value, wrong } = readNumber(any, typed)
        return wrong === null ? Number.isFinite(value) && Number(typed.replace('−', '-')) === value : Number.isNaN(value)
      }),
    )
  })

  it.each(['10,000', '2,5', '-1,5', '1,000,000', '0x10', '1 000', '', 'ten', 'Infinity'])('is none: “%s”', (typed) => {
    expect(readNumber(any, typed)).toEqual({ value: Number.NaN, wrong: expect.any(String) })
  })

  it.each([
    ['10,000', 'Write it with a point, or without one: 10.000 or 10000.'],
    ['half', 'A whole number is needed.'],
    ['2.5', 'A whole number is needed.'],
    ['0', 'At least 1.'],
    ['10001', 'At most 10,000.'],
    ['10000', null],
  ])('says what is wrong with “%s”', (typed, wrong) => {
    expect(readNumber({ min: 1, max: 10_000, whole: true }, typed).wrong).toBe(wrong)
  })
})
