import { expect, it } from 'vitest'
import { exportSize, sizeAtBits } from '../../../../electron/shared/export-size'

const whole = { bytes: 6.4e9, quantizedBits: null }
const packed = { bytes: 1.8e9, quantizedBits: 4 }
const asked = { bits: null, ggufType: 'bf16' } as const

it('reckons what a fused model takes, unpacked unless it is packed again', () => {
  expect(exportSize(whole, { ...asked, format: 'mlx' })).toBe(6.4e9)
  expect(exportSize(packed, { ...asked, format: 'mlx' })).toBeCloseTo(6.4e9, -1)
  expect(exportSize(packed, { ...asked, format: 'mlx', bits: 4 })).toBeCloseTo(1.8e9, -1)
  expect(exportSize(packed, { ...asked, format: 'ollama', bits: 4 })).toBeCloseTo(6.4e9, -1)
  expect(exportSize(whole, { ...asked, format: 'gguf', ggufType: 'q8_0' })).toBeCloseTo(3.4e9, -1)
})

it('reckons what a copy in fewer bits takes', () => {
  expect(sizeAtBits(whole, 4)).toBeCloseTo(1.8e9, -1)
  expect(sizeAtBits(packed, 8)).toBeCloseTo(3.4e9, -1)
})
