import { expect, it } from 'vitest'
import { examplePage } from '../../../../../electron/core/evaluating/example-list'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { type ExampleQuery, examplePage as schema } from '../../../../../electron/shared/scorecard'

const [source, gold] = ['Ann met Tom. He saw her dog.', "Ann met Tom. Tom saw Ann's dog."]
const half = "Ann met Tom. He saw Ann's dog."
const pairs = [
  [gold, gold],
  [source, gold],
  [source, half],
  [gold, half],
] as const

const { examples } = await judgeSystems(
  pairs.map(() => ({ source, gold })),
  [
    { system: 'base', answers: pairs.map(([output]) => ({ output, finishReason: 'stop' })) },
    { system: 'best', answers: pairs.map(([, output]) => ({ output, finishReason: 'stop' })) },
  ],
  { data: 'x', at: '2026-11-26T00:00:00.000Z', hashes: [] },
  new AbortController().signal,
)
const all: ExampleQuery = { before: 'base', after: 'best', outcome: null, slice: null, label: null, offset: 0, limit: 50 }
const places = (query: Partial<ExampleQuery>) => examplePage(examples, { ...all, ...query }).examples.map(({ place }) => place)

it('has what became worse first, then what is still wrong, became better, and was right both times', () => {
  const page = examplePage(examples, all)
  expect(schema.parse(page)).toEqual(page)
  expect(page.examples.map(({ place, outcome }) => [place, outcome])).toEqual([
    [3, 'broken'],
    [2, 'still-wrong'],
    [1, 'fixed'],
    [0, 'both-right'],
  ])
})

it('keeps to an outcome, a label, and a slice', () => {
  expect(places({ outcome: 'broken' })).toEqual([3])
  expect(places({ label: 'missed' })).toEqual([3, 2])
  expect(places({ slice: 'subject', label: 'missed' })).toEqual([3, 2])
  expect(places({ slice: 'possessive', label: 'missed' })).toEqual([])
  expect(places({ slice: 'they' })).toEqual([])
  expect(places({ slice: 'two-sentences' })).toEqual([3, 2, 1, 0])
})

it('gives a page at a time and says how many there are', () => {
  const page = examplePage(examples, { ...all, offset: 1, limit: 2 })
  expect(page.total).toBe(4)
  expect(page.examples.map(({ place }) => place)).toEqual([2, 1])
})
