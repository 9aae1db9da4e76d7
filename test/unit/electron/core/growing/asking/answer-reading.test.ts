import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRewrite, readTexts } from '../../../../../../electron/core/growing/asking/answer-reading'

const texts = ['[[Ann|a]] sat.\n{{She|a|Ann}} “slept”.', '[[Bo|a]] ran.']

describe('the texts of an answer', () => {
  it.each([
    ['JSON of the shape', JSON.stringify({ texts })],
    ['a bare list', JSON.stringify(texts)],
    ['objects', JSON.stringify({ texts: texts.map((text) => ({ text })) })],
    ['another name', JSON.stringify({ results: texts })],
    ['a fence', `Here you are:\n\`\`\`json\n${JSON.stringify({ texts }, null, 2)}\n\`\`\`\nEnjoy.`],
    ['words around', `Sure. ${JSON.stringify({ texts })} That is all.`],
    ['thoughts before', `<think>Let me write {"texts": []}</think>${JSON.stringify({ texts })}`],
  ])('are found in %s', (_, answer) => {
    expect(readTexts(answer)).toEqual({ texts, brokeOff: false })
  })

  it('are found in a numbered list and in paragraphs', () => {
    const plain = ['[[Ann|a]] sat. {{She|a|Ann}} slept.', '[[Bo|a]] ran.']
    expect(readTexts(`Here:\n1. ${plain[0]}\n2. ${plain[1]}`).texts).toEqual(plain)
    expect(readTexts(`Here:\n\n${plain[0]}\n\n${plain[1]}\n`).texts).toEqual(plain)
  })

  it('are those that are whole where the answer broke off, wherever it did', () => {
    const whole = JSON.stringify({ texts })
    fc.assert(
      fc.property(fc.integer({ min: 12, max: whole.length - 1 }), (length) => {
        const { texts: found } = readTexts(whole.slice(0, length))
        expect(texts.slice(0, found.length)).toEqual(found)
      }),
    )
    expect(readTexts(whole.slice(0, -5))).toEqual({ texts: [texts[0]], brokeOff: true })
  })

  it('are none where there are none', () => {
    expect(readTexts('I am sorry.')).toEqual({ texts: [], brokeOff: false })
    expect(readTexts('').texts).toEqual([])
  })
})

describe('the rewrite of an answer', () => {
  it('is found in JSON, in a fence and in plain words', () => {
    expect(readRewrite('{"rewrite": "Ann sat."}')).toBe('Ann sat.')
    expect(readRewrite('```json\n{"rewrite": "Ann sat."}\n```')).toBe('Ann sat.')
    expect(readRewrite('```\nAnn sat.\n```')).toBe('Ann sat.')
    expect(readRewrite('<think>hm</think>\nAnn sat.')).toBe('Ann sat.')
  })

  it('is none where JSON broke off or nothing was written', () => {
    expect(readRewrite('{"rewrite": "Ann s')).toBeNull()
    expect(readRewrite('{"rewrite": ""}')).toBeNull()
    expect(readRewrite('  ')).toBeNull()
  })
})
