import { expect, test } from 'vitest'
import { scoreExample } from '../../../../../electron/core/scoring/score'

const source =
  "Also dragging on spirits was disappointment over Amazon's earnings released late Thursday. The performance of its AWS cloud unit failed to live up " +
  'to lofty expectations set by rivals Google and Microsoft, sending its shares down over 8%. But Apple stock rose after its results beat ' +
  'expectations, boosted by surprisingly strong iPhone sales.'
const gold = source
  .replace('of its AWS', "of Amazon's AWS")
  .replace('sending its shares', "sending Amazon's shares")
  .replace('after its results', "after Apple's results")

test('a rewrite that drops words of its source has them as an outside edit', () => {
  const scored = scoreExample({ source, gold, output: gold.replace('The performance of Amazon', 'Amazon') })
  expect(scored.labels).toEqual(['correct', 'correct', 'correct'])
  expect(scored).toMatchObject({ outsideEdits: 3, outsideHunks: 1, perfect: false, clean: false })
  expect(scored.outside.map(({ before, after }) => [before, after])).toEqual([['The performance of', '']])
})

test('every change has its words and its spans on both sides, also around a mention', () => {
  const people = { source: 'John met Mary. He gave her his book.', gold: "John met Mary. John gave Mary John's book." }
  const output = "John met Mary, and John quickly gave Mary John's old book to read."
  const { outside } = scoreExample({ ...people, output })
  expect(outside.map(({ before, after }) => [before, after])).toEqual([
    ['.', ', and'],
    ['', 'quickly'],
    ['', 'old'],
    ['', 'to read'],
  ])
  for (const change of outside) {
    expect(people.source.slice(change.start, change.end)).toBe(change.before)
    expect(output.slice(change.outputStart, change.outputEnd)).toBe(change.after)
  }
})

test('an announcement is the first change', () => {
  const people = { source: 'John left. He ran.', gold: 'John left. John ran.' }
  const { outside } = scoreExample({ ...people, output: `Here is the text: ${people.gold}` })
  expect(outside).toMatchObject([{ start: 0, end: 0, before: '', after: 'Here is the text:' }])
})
