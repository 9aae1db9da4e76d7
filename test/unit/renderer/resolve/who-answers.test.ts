import { expect, it } from 'vitest'
import type { Answerer } from '../../../../renderer/resolve/resolve-slice'
import { changedSince, whoAnswers } from '../../../../renderer/resolve/who-answers'
import { byRun, done, rewrite, run, text } from './answered'

const nameOf = (by: Answerer) => (by.kind === 'run' ? 'a run, best' : 'Another model')
const model = { kind: 'model', model: { kind: 'demo' } } as const

it('names who is asked, and who answered once the answer is here', () => {
  expect(whoAnswers({ by: run, against: null }, [], nameOf)).toEqual({ base: 'base model', main: 'a run, best' })
  const answered = [rewrite('base', { ...byRun, weights: 'base' }), rewrite('tuned', byRun)]
  expect(whoAnswers({ by: run, against: null }, answered, nameOf)).toEqual({ base: 'base model', main: 'quick study, best' })
  // The one beside it was removed since.
  expect(whoAnswers({ by: run, against: model }, answered, nameOf)).toMatchObject({ base: 'Demo model' })
  expect(whoAnswers({ by: run, against: model }, [], nameOf)).toMatchObject({ base: 'Another model' })
})

it('names a model that answers alone', () => {
  expect(whoAnswers({ by: model, against: null }, [], nameOf)).toEqual({ base: 'Another model', main: 'Another model' })
  const answered = [rewrite('base', { ...byRun, run: null, weights: 'base' })]
  expect(whoAnswers({ by: model, against: null }, answered, nameOf)).toEqual({ base: 'Demo model', main: 'Demo model' })
  expect(whoAnswers({ by: null, against: null }, [], nameOf).base).toBe('base model')
})

it('tells what has changed since an answer was given: the text, or who would answer now', () => {
  const who = { base: 'base model', main: 'quick study, best' }
  const { resolving } = done([rewrite('tuned', byRun)])
  expect(changedSince(resolving, text, run, who)).toBeNull()
  expect(changedSince(resolving, text, { ...run, weights: 'last' }, who)).toBe('answered by quick study, best')
  expect(changedSince(resolving, 'Another text.', model, who)).toBe('the text has changed since')
  expect(changedSince({ state: 'idle' }, text, model, who)).toBeNull()
})
