import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ranked } from '../../../../renderer/palette/ranked'

const all = [
  { label: 'Save', kind: 'File' },
  { label: 'Save As', kind: 'File' },
  { label: 'Find in the Rows', kind: 'File' },
  { label: 'Resolve', kind: 'Go to' },
  { label: 'Show café run', kind: 'Run' },
  { label: 'Resolve with café run', kind: 'Run' },
  { label: 'Unsaved things', kind: 'Go to' },
]
const labels = (typed: string) => ranked(all, typed).map(({ label }) => label)

describe('what fits what was typed', () => {
  it('is everything, in its order, while nothing is', () => {
    expect(ranked(all, '  ')).toEqual(all)
  })

  it('begins with what begins so', () => {
    expect(labels('save')).toEqual(['Save', 'Save As', 'Unsaved things'])
    expect(labels('ro')).toEqual(['Find in the Rows'])
  })

  it('has every word, wherever and in whatever case and accents', () => {
    expect(labels('CAFE res')).toEqual(['Resolve with café run'])
    expect(labels('café')).toEqual(['Show café run', 'Resolve with café run'])
    expect(labels('save nothing')).toEqual([])
  })

  it('is found by what it belongs to, after its name', () => {
    expect(labels('run')).toEqual(['Show café run', 'Resolve with café run'])
    expect(labels('file')).toEqual(['Save', 'Save As', 'Find in the Rows'])
  })

  it('is part of all, and the whole name of one is found', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(ranked(all, typed).every((item) => all.includes(item))).toBe(true)
      }),
    )
    for (const item of all) expect(ranked(all, item.label)).toContain(item)
  })
})
