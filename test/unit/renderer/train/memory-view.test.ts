import { expect, it } from 'vitest'
import type { MemoryPlan } from '../../../../electron/shared/preflight'
import { memoryBar } from '../../../../renderer/train/memory-view'

const plan: MemoryPlan = {
  weights: 4,
  trainable: 1,
  gradients: 1,
  optimizer: 2,
  activations: 6,
  logits: 2,
  python: 4,
  total: 20,
  reuse: 2,
  machine: 32,
  verdict: 'fits',
  remedies: [],
}

it('measures what is taken by the machine where it fits', () => {
  const { parts, machine } = memoryBar(plan)
  expect(machine).toBe(1)
  expect(parts.map((part) => part.share)).toEqual([4 / 32, 1 / 32, 1 / 32, 2 / 32, 6 / 32, 2 / 32, 4 / 32])
})

it('names Python itself among the parts', () => {
  expect(memoryBar(plan).parts.find(({ key }) => key === 'python')).toMatchObject({ label: 'Python and its libraries', bytes: 4 })
})

it('shows where the machine ends where it does not', () => {
  const { parts, machine } = memoryBar({ ...plan, machine: 8 })
  expect(machine).toBe(0.4)
  expect(parts.reduce((sum, part) => sum + part.share, 0)).toBe(1)
})
