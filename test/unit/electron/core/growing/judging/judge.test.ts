import { describe, expect, it } from 'vitest'
import { judge } from '../../../../../../electron/core/growing/judging/judge'
import { notNew, SourceIndex } from '../../../../../../electron/core/growing/judging/known-sources'
import { readPair } from '../../../../../../electron/core/growing/judging/reading'
import { setsAside } from '../../../../../../electron/core/growing/judging/reasons'
import { disagreement } from '../../../../../../electron/core/growing/judging/second-reading'
import { readMarkedText } from '../../../../../../electron/core/growing/marked-text'
import type { RowPlan } from '../../../../../../electron/core/growing/planning/plan-item'

const plan = (more: Partial<RowPlan> = {}): RowPlan => ({
  genre: 'news',
  domain: 'business',
  style: 'plain',
  sentences: 2,
  entities: [
    { letter: 'a', kind: 'woman' },
    { letter: 'b', kind: 'organisation' },
  ],
  wanted: 'pronoun',
  agreeing: 'one',
  quotation: false,
  pleonastic: false,
  ...more,
})

const judgeMarked = (text: string, planned: RowPlan | null = plan()) => {
  const marked = readMarkedText(text)
  if ('message' in marked) throw new Error(marked.message)
  return judge(readPair(marked.source, marked.rewrite, marked, planned))
}
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code)

describe('a marked text', () => {
  it('that is as it should be has nothing against it', () => {
    const good =
      "[[Maria|a]] joined [[Velora|b]] in May. {{She|a|Maria}} runs {{its|b|Velora's}} bank, and {{it|b|Velora}} thanked {{her|a|Maria}}."
    expect(judgeMarked(good)).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Velora}} slept.', 'wrong-entity', /“Velora” for “She”/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Joanna}} slept.', 'invented-entity', /“Joanna” for “She”/],
    ['[[Maria|a]] left [[Velora|b]]. {{Its|b|Velora}} roof fell, and {{she|a|Maria}} slept.', 'wrong-possessive', /“Its” → “Velora”/],
    ["[[Maria|a]] left [[Velora|b]]. {{She|a|Maria's}} slept.", 'wrong-possessive', /“She” → “Maria's”/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} hurt {{herself|a|Maria}}.', 'not-a-reference', /“herself”/],
    ['[[Maria|a]] left [[Velora|b]]. {{Maria|a|Maria}} slept, and {{she|a|Maria}} woke.', 'not-a-reference', /itself/],
    ['[[Maria|a]] left [[Velora|b]]. “{{She|a|Maria}} slept,” I said, and {{she|a|Maria}} woke.', 'quotation-touched', /“She”/],
    ["[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} likes {{its|b|Velora's}}'s roof.", 'doubled-words', /'s's/],
    ['[[Maria|a]] left [[the Velora|b]]. {{She|a|Maria}} sold the {{it|b|the Velora}}.', 'doubled-words', /the the/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept while he ate.', 'pronoun-left', /“he”/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept as it rained.', 'pronoun-left', /“it”/],
    ['[[Maria|a]] left [[Velora|b]]. Everybody slept.', 'nothing-resolved', /No reference/],
  ])('has its reasons in words: %s', (text, code, words) => {
    const found = judgeMarked(text).find((reason) => reason.code === code)
    expect(found?.message).toMatch(words)
  })

  it('may keep an “it” that stands for nothing where the plan has one', () => {
    const text = '[[Maria|a]] left [[Velora|b]]. It was late, and {{she|a|Maria}} slept.'
    expect(codes(judgeMarked(text))).toEqual(['pronoun-left'])
    expect(judgeMarked(text, plan({ pleonastic: true }))).toEqual([])
  })

  it('may have several entities that agree only where the plan wanted them', () => {
    const entities = [
      { letter: 'a' as const, kind: 'woman' as const },
      { letter: 'b' as const, kind: 'woman' as const },
    ]
    const text = '[[Maria|a]] met [[Joanna|b]]. {{She|a|Maria}} slept.'
    expect(codes(judgeMarked(text, plan({ entities })))).toEqual(['several-agree'])
    expect(judgeMarked(text, plan({ entities, agreeing: 'several' }))).toEqual([])
  })

  it.each<[string, Partial<RowPlan>, RegExp]>([
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept.', { wanted: null }, /nothing to resolve/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept.', { wanted: 'plural' }, /plural/],
    ['[[Maria|a]] left. {{She|a|Maria}} slept.', {}, /entity b is not named/],
    ['[[Maria|a]] left [[Velora|b]] and [[Ola|c]]. {{She|a|Maria}} slept.', {}, /entity c was not planned/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept.', { sentences: 6 }, /2 sentences instead of 6/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept.', { quotation: true }, /nobody is quoted/],
    ['[[Maria|a]] left [[Velora|b]]. {{She|a|Maria}} slept.', { pleonastic: true }, /no “it”/],
  ])('that is not what was planned is said to be: %s', (text, more, words) => {
    expect(judgeMarked(text, plan(more)).find(({ code }) => code === 'not-as-planned')?.message).toMatch(words)
  })
})

describe('a pair without marks', () => {
  const judgePair = (source: string, rewrite: string) => judge(readPair(source, rewrite))

  it('that is as it should be has nothing against it', () => {
    expect(judgePair('Maria left. It was late, and she slept.', 'Maria left. It was late, and Maria slept.')).toEqual([])
  })

  it.each<[string, string, string, RegExp]>([
    ['Maria left early. She slept.', 'Maria left late. Maria slept.', 'changed-words', /“early” → “late”/],
    ['Maria left early. She slept.', 'Maria left. Maria slept.', 'changed-words', /“early” left out/],
    ['Maria left. She slept.', 'Maria left. Joanna slept.', 'invented-entity', /“Joanna”/],
    ['Maria left. She slept.', 'Here is the rewritten text: Maria left. Maria slept.', 'preamble', /announcement/],
    ['Maria left. She slept, and he ate it.', 'Maria left. Maria slept, and he ate it.', 'pronoun-left', /“he”, “it”/],
    ['Maria left the old house by the river. She slept.', 'Maria left. Maria slept.', 'length-ratio', /0\.\d\d times/],
  ])('has its reasons in words: %s → %s', (source, rewrite, code, words) => {
    expect(judgePair(source, rewrite).find((reason) => reason.code === code)?.message).toMatch(words)
  })
})

describe('a source that is not new', () => {
  const index = new SourceIndex('in the dataset')
  index.add('Maria sold the boat. She left for Oslo.')
  const heldOut = new SourceIndex('held out', 'leak')
  heldOut.add('Tom painted a fence.')
  const found = (source: string) => notNew(source, [index, heldOut])

  it('is known by its words, by its words with other names, and by being held out', async () => {
    expect(await found('maria sold the boat.  She left for Oslo.')).toMatchObject([
      { code: 'same-row', message: 'The same source is in the dataset.' },
    ])
    expect(await found('Joanna Lopez sold the boat. She left for Rome.')).toMatchObject([{ code: 'near-duplicate' }])
    expect(await found('Anna painted a fence.')).toMatchObject([{ code: 'leak' }])
    expect(await found('Anna painted a gate.')).toEqual([])
  })
})

it('takes what a linter finds for a warning, where no filter has found it', () => {
  const lint = () => [
    { code: 'pronoun-left' as const, message: 'again' },
    { code: 'invented-entity' as const, message: 'Perhaps invented.' },
  ]
  const reasons = judge(readPair('Maria left. He slept.', 'Maria left. He slept.'), lint)
  expect(reasons.map(({ code, severity }) => [code, severity])).toEqual([
    ['pronoun-left', 'warning'],
    ['invented-entity', 'warning'],
  ])
})

it('sets a written candidate aside for an error, a drafted one only for what is there already', () => {
  const error = { code: 'changed-words' as const, severity: 'error' as const, message: 'x' }
  const leak = { code: 'leak' as const, severity: 'error' as const, message: 'y' }
  const written = { kind: 'written' as const, jobId: 'j', item: 0, text: 0, model: 'm' }
  const drafted = { kind: 'drafted' as const, jobId: 'j', document: 'd', start: 0, end: 1, by: 'm' }
  expect(setsAside({ origin: written, reasons: [error] })).toBe(error)
  expect(setsAside({ origin: written, reasons: [{ ...error, severity: 'warning' }] })).toBeNull()
  expect(setsAside({ origin: drafted, reasons: [error] })).toBeNull()
  expect(setsAside({ origin: drafted, reasons: [error, leak] })).toBe(leak)
})

it('shows where a second reading differs, and nothing where it only looks different', () => {
  expect(disagreement("Maria took Velora's car.", "Maria took Maria's car.")).toMatchObject([
    { code: 'disagreement', message: expect.stringContaining('“Velora” here, “Maria” in the second reading') },
  ])
  expect(disagreement("Maria's  car.", 'Maria’s car.')).toEqual([])
})
