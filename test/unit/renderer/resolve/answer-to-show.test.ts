import { describe, expect, it } from 'vitest'
import type { AnsweredBy } from '../../../../electron/shared/answered-by'
import { answerToShow } from '../../../../renderer/resolve/answer-to-show'
import type { Answerer } from '../../../../renderer/resolve/resolve-slice'
import { byRun, done, left, rewrite, run } from './answered'

const nameOf = (by: Answerer) => (by.kind === 'run' ? `run ${by.runId}, ${by.weights}` : 'a model')
const wordsOf = (answeredBy: AnsweredBy | null, scale = 1) => {
  const answer = answerToShow(done([rewrite('base', null), rewrite('tuned', answeredBy, scale)]), left, nameOf)
  return [answer?.title, answer?.subtitle]
}

describe('an answer that is shown elsewhere', () => {
  it('is none before there is one', () => {
    expect(answerToShow({ resolving: { state: 'idle' } }, left, nameOf)).toBeNull()
  })

  it('says who answered, with which weights and when', () => {
    expect(wordsOf(byRun)).toEqual(['quick study, best checkpoint, step 1,200', 'on Demo model · 29 July 2026'])
    expect(wordsOf({ ...byRun, weights: 'last', step: null }, 0.5)).toEqual([
      'quick study, last checkpoint, 50 % strength',
      'on Demo model · 29 July 2026',
    ])
    expect(wordsOf({ ...byRun, run: null, weights: 'base', step: null })).toEqual(['Demo model', '29 July 2026'])
  })

  it('names whoever was asked where the answer is older than its own name', () => {
    expect(wordsOf(null)).toEqual(['run r, best', '29 July 2026'])
  })

  it('says who gave each side', () => {
    const both = [rewrite('base', null), rewrite('tuned', byRun)]
    expect(answerToShow(done(both), left, nameOf)?.who).toEqual({ base: 'base model', main: 'quick study, best' })
    expect(answerToShow(done(both, { ...run, weights: 'last' }), left, nameOf)?.who.base).toBe('run r, last')
  })
})
