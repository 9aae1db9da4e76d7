import { describe, expect, test } from 'vitest'
import { scoreExample } from '../../../../../electron/core/scoring/score'

const people = {
  source: 'John met Mary. He gave her his book.',
  gold: "John met Mary. John gave Mary John's book.",
}
const late = {
  source: "Maria called Tom because he's late and she can't wait.",
  gold: "Maria called Tom because Tom's late and Maria can't wait.",
}
const companies = {
  source: 'Microsoft bought Nuance in 2021. The tech giant said its cloud unit would use it.',
  gold: "Microsoft bought Nuance in 2021. Microsoft said Microsoft's cloud unit would use Nuance.",
}

describe('labels of a rewrite', () => {
  test.each([
    ["John met Mary. John gave Mary John's book.", ['correct', 'correct', 'correct'], 0],
    ['John met Mary. John gave Mary his book.', ['correct', 'correct', 'missed'], 0],
    ["John met Mary. He gave John's book.", ['missed', 'deleted', 'correct'], 0],
    ['John met Mary. John gave Mary John book.', ['correct', 'correct', 'form'], 0],
    ["John met Mary. John gave John Mary's book.", ['correct', 'wrong', 'wrong'], 0],
    ["John met Mary. John kindly gave Mary John's old book to read.", ['correct', 'correct', 'correct'], 4],
    ["John met Mary, and John gave Mary John's book.", ['correct', 'correct', 'correct'], 2],
    ["John met Mary. John gave them John's book.", ['correct', 'missed', 'correct'], 0],
    ["John met Mary. John very kindly and gladly gave Mary John's book.", ['correct', 'correct', 'correct'], 4],
    ['', ['deleted', 'deleted', 'deleted'], 7],
    ['John met Mary. John gave', ['correct', 'deleted', 'deleted'], 2],
  ])('people: %s', (output, labels, outsideEdits) => {
    expect(scoreExample({ ...people, output })).toMatchObject({ labels, outsideEdits })
  })

  test.each([
    'Maria called Tom because Tom is late and Maria can’t wait.',
    "Maria called Tom because Tom's late and Maria cannot wait.",
    'Maria called Tom because Tom has late and Maria can not wait.',
  ])('contractions and quote styles are neutral: %s', (output) => {
    expect(scoreExample({ ...late, output })).toMatchObject({ labels: ['correct', 'correct'], outsideEdits: 0, perfect: true })
  })

  test('a gold rewrite that opens the contraction is as neutral', () => {
    const gold = 'Maria called Tom because Tom is late and Maria cannot wait.'
    for (const output of [gold, late.gold]) {
      expect(scoreExample({ ...late, gold, output })).toMatchObject({ labels: ['correct', 'correct'], outsideEdits: 0, perfect: true })
    }
    expect(scoreExample({ ...late, gold, output: late.source })).toMatchObject({ labels: ['missed', 'missed'], outsideEdits: 0 })
  })

  test('other auxiliaries are edits', () => {
    expect(scoreExample({ ...late, output: "Maria called Tom because Tom was late and Maria can't wait." }).outsideEdits).toBe(1)
  })

  test.each([
    ['Microsoft bought Nuance in 2021. Google said Microsoft cloud unit would use it.', ['invented', 'form', 'missed'], 0],
    [
      "Microsoft bought Nuance in 2021. The tech giant said the tech giant's cloud unit would use Nuance.",
      ['missed', 'form', 'correct'],
      0,
    ],
    ["Microsoft bought Nuance in 2021. Nuance said Nuance's cloud unit would use Microsoft.", ['wrong', 'wrong', 'wrong'], 0],
  ])('companies: %s', (output, labels, outsideEdits) => {
    expect(scoreExample({ ...companies, output })).toMatchObject({ labels, outsideEdits, preamble: false })
  })

  test('a preamble is flagged, counted as an edit, and changes no label', () => {
    const output = `Here is the rewritten text: ${companies.gold}`
    expect(scoreExample({ ...companies, output })).toMatchObject({
      labels: ['correct', 'correct', 'correct'],
      outsideEdits: 6,
      outsideHunks: 1,
      preamble: true,
      perfect: false,
    })
    const startsWithSlot = { source: 'He met Mary, said John.', gold: 'John met Mary, said John.' }
    expect(scoreExample({ ...startsWithSlot, output: `Sure! Here is the text: ${startsWithSlot.gold}` })).toMatchObject({
      labels: ['correct'],
      preamble: true,
    })
  })

  test('a colon in the source is no preamble', () => {
    const text = 'Here is the text: John left. He ran.'
    expect(scoreExample({ source: text, gold: 'Here is the text: John left. John ran.', output: text })).toMatchObject({
      labels: ['missed'],
      outsideEdits: 0,
      preamble: false,
    })
  })

  test('another name, description or bare plural of the text is wrong, a foreign one invented', () => {
    const robots = {
      source: 'A robot met an old clerk and some teachers. It waved.',
      gold: 'A robot met an old clerk and some teachers. The robot waved.',
    }
    const label = (name: string) => scoreExample({ ...robots, output: `A robot met an old clerk and some teachers. ${name} waved.` }).labels
    expect(label('The robot')).toEqual(['correct'])
    expect(label('Robot')).toEqual(['form'])
    expect(label('The old clerk')).toEqual(['wrong'])
    expect(label('Teachers')).toEqual(['wrong'])
    expect(label('The dog')).toEqual(['invented'])
    expect(label('It')).toEqual(['missed'])
  })

  test('part of a full name, or the full name for a part, is another form', () => {
    const lopez = { source: 'Maria Lopez met Tom Hall. She left.', gold: 'Maria Lopez met Tom Hall. Maria Lopez left.' }
    for (const name of ['Maria', 'Lopez', "Maria Lopez's"]) {
      expect(scoreExample({ ...lopez, output: `Maria Lopez met Tom Hall. ${name} left.` })).toMatchObject({
        labels: ['form'],
        outsideEdits: 0,
      })
    }
    expect(scoreExample({ source: lopez.source, gold: 'Maria Lopez met Tom Hall. Maria left.', output: lopez.gold })).toMatchObject({
      labels: ['form'],
      outsideEdits: 0,
    })
    expect(scoreExample({ ...lopez, output: 'Maria Lopez met Tom Hall. Hall left.' })).toMatchObject({ labels: ['wrong'] })
  })
})
