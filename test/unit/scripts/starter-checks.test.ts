import { describe, expect, it } from 'vitest'
import { readMarkedText } from '../../../electron/core/growing/marked-text'
import { isNamedByRule, namesByEntity } from '../../../scripts/starter/naming'
import { pronounsLeft } from '../../../scripts/starter/pronouns-left'
import { readRows } from '../../../scripts/starter/rows'
import { countSentences } from '../../../scripts/starter/sentences'
import { sharedFiveGrams, skeletonOf } from '../../../scripts/starter/skeletons'

const read = (text: string) => {
  const marked = readMarkedText(text)
  if ('message' in marked) throw new Error(marked.message)
  return marked
}
const byRule = (text: string) => {
  const marked = read(text)
  return marked.references.map((reference) => isNamedByRule(reference, namesByEntity(marked)))
}

describe("a genre's file", () => {
  it('has a row a paragraph, after its remarks', () => {
    const [first, second] = readRows('news', 'One.\n\n# keeps: it, they\n# shows: nested\n[[Ann|a]] sat.\nIt rained, they say.\n')
    expect(first).toMatchObject({ line: 1, keeps: [], shows: [], marked: { source: 'One.' } })
    expect(second).toMatchObject({
      line: 3,
      keeps: ['it', 'they'],
      shows: ['nested'],
      marked: { source: 'Ann sat.\nIt rained, they say.' },
    })
  })
  it.each([
    ['One.\n\n{{She|a|Ann}} sat.', 'news.txt:3: “She” refers to “a”'],
    ['# shows: magic\nOne.', 'news.txt:1: “magic” is nothing'],
    ['# note\nOne.', 'news.txt:1: “# note” is no remark'],
    ['One.\n\n\nTwo.', 'news.txt:3: The row is empty or has blanks'],
  ])('is refused with the line: %j', (text, message) => expect(() => readRows('news', text)).toThrow(message))
})

describe('pronouns left', () => {
  it('are those outside references and quotations, reflexives aside', () => {
    expect(pronounsLeft(read('It rained. [[Ann|a]] hurt herself. "She fell," {{she|a|Ann}} wrote of him. “They fell.”'))).toEqual([
      'it',
      'him',
    ])
  })
})

describe('the naming rule', () => {
  it.each([
    ['the only name', "[[Ann Lee|a]] sat. {{She|a|Ann Lee}} read {{her|a|Ann Lee's}} book."],
    ['the short form, wherever it stands', '[[Ann Lee|a]] sat. {{She|a|Lee}} read. [[Lee|a]] slept.'],
    ['the last of forms of the same length', '[[Ann Lee|a]] sat. {{She|a|Dr Lee}} read. [[Dr Lee|a]] slept.'],
    ['the noun with “the”', 'A [[heron|h]] sat. {{It|h|The heron}} ate.'],
    ['several names', '[[Ann|a]], [[Bo|b]] and [[Cy|c]] sat. {{They|a|Ann, Bo and Cy}} ate.'],
    ['a plural with an apostrophe', "The [[twins|t]] sat in {{their|t|the twins'}} car."],
  ])('takes %s', (_what, text) => expect(byRule(text)).not.toContain(false))
  it.each([
    ['another entity', '[[Ann|a]] met [[Bo|b]]. {{She|a|Bo}} ate.'],
    ['the long form where the text has a short one', '[[Ann Lee|a]] sat. {{She|a|Ann Lee}} read. [[Lee|a]] slept.'],
    ['a list with a stranger', '[[Ann|a]] sat. {{They|a|Ann and Bo}} ate.'],
  ])('refuses %s', (_what, text) => expect(byRule(text)).toContain(false))
})

describe('skeletons', () => {
  it('mask names and references', () => {
    expect(skeletonOf(read("[[Ann Lee|a]]'s 1,200 well-fed dogs saw {{her|a|Ann Lee}}."))).toEqual(
      "# 's 1,200 well-fed dogs saw #".split(' '),
    )
  })
  it('are shared where five words in a row are alike', () => {
    const texts = [read('Then [[Ann|a]] ran back to town.'), read('So [[Bo|b]] ran back to town.'), read('[[Cy|c]] ran back home.')]
    expect([...sharedFiveGrams(texts)]).toEqual([['# ran back to town', [0, 1]]])
  })
})

it.each([
  ['One.', 1],
  ['Dr. Lee paid $1.5 million. "Why?" he asked. Nobody knew.', 3],
  ['She said, "Go home." He went.', 2],
  ['Hi Tom,\nit rained. Bring a coat!\nAnn', 2],
  ['No stop at the end', 1],
])('%j has %i sentences', (text, count) => expect(countSentences(text)).toBe(count))
