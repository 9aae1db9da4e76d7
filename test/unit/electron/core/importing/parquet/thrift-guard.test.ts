import { expect, it } from 'vitest'
import { thriftEnd } from '../../../../../../electron/core/importing/parquet/thrift-guard'

const end = (...bytes: number[]) => thriftEnd(Uint8Array.from(bytes), 0, 1000)

it('finds where a structure ends', () => {
  expect(end(0)).toBe(1)
  // Field 1 is true, field 2 the number 1, field 3 two bytes, field 4 a list of one structure, then something else.
  expect(end(0x11, 0x15, 0x02, 0x18, 0x02, 0xff, 0xff, 0x19, 0x1c, 0x00, 0x00, 0x77)).toBe(11)
})

it('says when the bytes end before it does', () => {
  for (const bytes of [[], [0x15], [0x15, 0x80], [0x18, 0x05, 0x61], [0x19, 0x2c, 0x00], [0x17, 1, 2]]) expect(end(...bytes)).toBeNull()
})

it('lets no list pass that has fewer elements than it says', () => {
  expect(end(0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00)).toBeNull()
})

it('refuses what is no such structure, goes too deep, or has too many parts', () => {
  expect(() => end(0x1d)).toThrow('damaged')
  expect(() => end(0x15, ...new Array<number>(11).fill(0x80))).toThrow('damaged')
  expect(() => end(...new Array<number>(40).fill(0x1c))).toThrow('damaged')
  expect(() => end(...new Array<number>(40).fill(0x19))).toThrow('damaged')
  expect(() => thriftEnd(new Uint8Array(2000).fill(0x11), 0, 1000)).toThrow('larger than those of any file')
})
