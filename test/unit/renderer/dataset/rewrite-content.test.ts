import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messagesOf } from '../../../../renderer/dataset/messages'
import { rewriteContent } from '../../../../renderer/dataset/rewrite-content'

const row = (contents: readonly string[]) =>
  JSON.stringify({ messages: contents.map((content, place) => ({ role: place % 2 === 0 ? 'user' : 'assistant', content })) })

it('changes the bytes of that text alone', () => {
  const raw = '{ "id": 1.0, "messages" : [{"role":"user","content" : "He left."},{"content":"Paul left.","role":"assistant"}] }'
  expect(rewriteContent(raw, 1, 'Ana left.')).toBe(raw.replace('Paul left.', 'Ana left.'))
})

it('escapes as the row does', () => {
  expect(rewriteContent('{"messages":[{"role":"user","content":"\\u00c5se"}]}', 0, 'Zoë')).toContain('Zo\\u00eb')
  expect(rewriteContent('{"messages":[{"role":"user","content":"Åse"}]}', 0, 'Zoë')).toContain('Zoë')
})

it('is not taken in by a text that looks like a member', () => {
  const raw = row(['say "content": "x"', 'answer'])
  expect(messagesOf(rewriteContent(raw, 1, 'other') ?? '')?.map((message) => message.content)).toEqual(['say "content": "x"', 'other'])
})

it('gives up on what is no chat row', () => {
  expect(rewriteContent('{"messages": [', 0, 'x')).toBeNull()
  expect(rewriteContent('{"messages": []}', 0, 'x')).toBeNull()
})

const anyText = fc
  .array(fc.constantFrom('a', '"', '\\', '\n', '\u202e', '🙂', '\ud800', '"content":"x"'), { maxLength: 10 })
  .map((parts) => parts.join(''))

it('writes any text so that it is read back', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      expect(messagesOf(rewriteContent(row([other, text]), 1, text) ?? '')?.[1]?.content).toBe(text)
    }),
  )
})
