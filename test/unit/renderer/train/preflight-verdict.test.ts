import { expect, it } from 'vitest'
import type { Preflight } from '../../../../electron/shared/preflight'
import { verdictOf } from '../../../../renderer/train/preflight-verdict'
import { preflightAnswer } from './preflight-answer'

const cut: Preflight['cut'] = { rows: 3, examples: [] }
const memory = (verdict: Preflight['memory']['verdict']) => ({ ...preflightAnswer().memory, verdict })

it('counts what one’s own data lack', () => {
  expect(verdictOf(preflightAnswer({}), 2)).toEqual({ tone: 'warn', words: '2 things to look at' })
})

it.each<[Partial<Preflight>, string, string]>([
  [{}, 'ok', 'ready'],
  [{ cut }, 'warn', '1 thing to look at'],
  [{ cut, refused: { rows: 1, examples: [] }, memory: memory('tight') }, 'warn', '3 things to look at'],
  [{ cut, memory: memory('too-large') }, 'bad', 'too large'],
  [{ trainRows: 0, memory: memory('too-large') }, 'bad', 'nothing to train on'],
])('says of %o: %s, %s', (changes, tone, words) => {
  expect(verdictOf(preflightAnswer(changes))).toEqual({ tone, words })
})
