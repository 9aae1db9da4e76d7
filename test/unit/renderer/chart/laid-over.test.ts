import { expect, it } from 'vitest'
import { withLaidOver } from '../../../../renderer/chart/laid-over'
import { mostOthers } from '../../../../renderer/chart/views'

const ids = (many: number) => Array.from({ length: many }, (_, place) => `r${place}`)
const sight = { present: ['seen', 'new', ...ids(9)], looked: 'seen' }

it('adds a run at the end and takes it away again', () => {
  expect(withLaidOver(['r0'], 'new', true, sight)).toEqual(['r0', 'new'])
  expect(withLaidOver(['r0', 'new'], 'r0', false, sight)).toEqual(['new'])
})

it('leaves out runs that are gone: they take no place', () => {
  const gone = Array.from({ length: mostOthers }, (_, place) => `gone ${place}`)
  expect(withLaidOver(gone, 'new', true, sight)).toEqual(['new'])
})

it('keeps the run looked at while there is room, and gives its place away when there is none', () => {
  expect(withLaidOver(['seen'], 'new', true, sight)).toEqual(['seen', 'new'])
  const rest = ids(mostOthers - 1)
  expect(withLaidOver(['seen', ...rest], 'new', true, sight)).toEqual([...rest, 'new'])
})

it('lays no more runs over one than there are colours', () => {
  const full = ids(mostOthers)
  expect(withLaidOver(full, 'new', true, sight)).toEqual(full)
})
