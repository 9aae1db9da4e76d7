import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gapAnswer, gapScore, isGap, readGap } from '../../../../../electron/core/benchmarks/gap'
import { nearestAgreeingName } from '../../../../../electron/core/evaluating/nearest-name'

const header = 'ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL'
const text = 'Ann Larson met Rosa Vik at the pier. She waved to her crew.'
const row = (cells: Partial<Record<'text' | 'pronoun' | 'at' | 'isA' | 'isB', string>> = {}) =>
  [
    't-1',
    cells.text ?? text,
    cells.pronoun ?? 'She',
    cells.at ?? '37',
    'Ann Larson',
    '0',
    cells.isA ?? 'TRUE',
    'Rosa Vik',
    '15',
    cells.isB ?? 'FALSE',
    'none',
  ].join('\t')
const [example] = readGap(`${header}\n${row()}\n`)
if (example === undefined) throw new Error('the row is one of GAP')

describe('a table of GAP', () => {
  it('is told by its header', () => {
    expect(isGap(`${header}\n`)).toBe(true)
    expect(isGap('ID,Text\n')).toBe(false)
  })

  it('gives the spans of the pronoun and of both names', () => {
    expect(example).toMatchObject({ gender: 'feminine', a: { isAntecedent: true }, b: { isAntecedent: false } })
    for (const span of [example.a, example.b]) expect(text.slice(span.start, span.end)).toBe(span.text)
    expect(text.slice(example.pronoun.start, example.pronoun.end)).toBe('She')
  })

  it('counts its offsets in characters', () => {
    const [one] = readGap(`${header}\r\n${row({ text: text.replace('the pier', 'th\u{1F6A2} pier') })}\r\n`)
    expect(one?.pronoun).toEqual({ start: 38, end: 41 })
  })

  it.each([
    ['a pronoun elsewhere', row({ at: '38' })],
    ['no number', row({ at: 'x' })],
    ['no truth', row({ isA: 'maybe' })],
    ['another pronoun', row({ pronoun: 'met', at: '11' })],
    ['too few cells', 't-1\ttext'],
  ])('refuses a row with %s, with its line', (_, line) => {
    expect(() => readGap(`${header}\n${row()}\n${line}\n`)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ where: { line: 3 } }) }),
    )
  })
})

describe('whom a pronoun became', () => {
  it.each([
    ['Ann Larson', true, false],
    ['Larson', true, false],
    ['Rosa Vik', false, true],
    ['Rosa', false, true],
    ['She', false, false],
    ['Eva Holm', false, false],
    ['The crew', false, false],
  ])('%s', (name, a, b) => {
    const output = text.replace('She waved', `${name} waved`)
    expect(gapAnswer(example, output)).toEqual({ a, b })
    expect(gapAnswer(example, output.replace('to her crew', "to Rosa Vik's crew"))).toEqual({ a, b })
  })

  it('is nobody in an output that is empty or about something else', () => {
    expect(gapAnswer(example, '')).toEqual({ a: false, b: false })
    expect(gapAnswer(example, 'Here is nothing of the kind.')).toEqual({ a: false, b: false })
  })
})

describe('the score', () => {
  const his = { ...example, gender: 'masculine' as const }
  const neither = { ...example, a: { ...example.a, isAntecedent: false } }

  it('counts names, by gender, and sets one F1 over the other', () => {
    const score = gapScore(
      [example, example, his, his, neither],
      [
        { a: true, b: false },
        { a: false, b: true },
        { a: true, b: false },
        { a: true, b: false },
        { a: false, b: true },
      ],
    )
    expect(score.overall).toMatchObject({
      texts: 5,
      truePositives: 3,
      falsePositives: 2,
      falseNegatives: 1,
      precision: 3 / 5,
      recall: 3 / 4,
    })
    expect(score.overall.f1).toBeCloseTo(2 / 3, 12)
    expect(score.masculine.f1).toBe(1)
    expect(score.feminine).toMatchObject({ texts: 3, truePositives: 1, falsePositives: 2, falseNegatives: 1, f1: 2 / 5 })
    expect(score.bias).toBeCloseTo(0.4, 12)
  })

  it('has no bias where nothing masculine is right', () => {
    expect(gapScore([example], [{ a: false, b: false }])).toMatchObject({ bias: null, overall: { f1: 0 } })
  })
})

const validation = new URL('../../../../../../shared/data/gap-validation.tsv', import.meta.url)

describe.skipIf(!existsSync(validation))('GAP’s validation part', () => {
  const examples = existsSync(validation) ? readGap(readFileSync(validation, 'utf8')) : []

  it('is read whole', () => {
    expect(examples).toHaveLength(454)
    expect(examples.filter(({ gender }) => gender === 'feminine')).toHaveLength(227)
  })

  it('is nearly all right where each pronoun became the name that it stands for, and all wrong where nothing changed', () => {
    const rewritten = examples.map((one) => {
      const name = one.a.isAntecedent ? one.a.text : one.b.isAntecedent ? one.b.text : null
      return name === null ? one.text : one.text.slice(0, one.pronoun.start) + name + one.text.slice(one.pronoun.end)
    })
    const score = gapScore(
      examples,
      examples.map((one, place) => gapAnswer(one, rewritten[place] ?? '')),
    )
    expect(score.overall.precision).toBe(1)
    expect(score.overall.recall).toBeGreaterThan(0.98)
    expect(
      gapScore(
        examples,
        examples.map((one) => gapAnswer(one, one.text)),
      ).overall,
    ).toMatchObject({ f1: 0, falsePositives: 0 })
  })

  it('is hard for the nearest agreeing name', () => {
    const some = examples.slice(0, 150)
    const score = gapScore(
      some,
      some.map((one) => gapAnswer(one, nearestAgreeingName(one.text))),
    )
    expect(score.overall.f1).toBeGreaterThan(0.3)
    expect(score.overall.f1).toBeLessThan(0.6)
  })
})
