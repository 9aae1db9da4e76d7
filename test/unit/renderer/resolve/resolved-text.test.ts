import { expect, it } from 'vitest'
import { resolvedTextOf } from '../../../../renderer/resolve/resolved-text'
import { byRun, done, left, rewrite, text } from './answered'

const answersOf = (...rewrites: Parameters<typeof done>[0]) => resolvedTextOf(done(rewrites), left)?.answers

it('says who answered as the answer itself recorded it, whatever became of the run since', () => {
  expect(answersOf(rewrite('base', null), rewrite('tuned', byRun, 0.5))).toEqual([
    { ...byRun, start: 0, end: text.length, adapter: { adapter: '0123456789abcdef', scale: 0.5 }, finishReason: 'stop' },
  ])
})

it('names nobody where the answer is older than its own name, and is taken along all the same', () => {
  expect(answersOf(rewrite('tuned', null))).toEqual([])
})

it('is none before there is an answer', () => {
  expect(resolvedTextOf({ resolving: { state: 'idle' } }, left)).toBeNull()
})
