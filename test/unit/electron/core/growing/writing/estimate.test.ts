import { describe, expect, it } from 'vitest'
import { planRows } from '../../../../../../electron/core/growing/planning/plan'
import { estimateDrafting, estimateWriting } from '../../../../../../electron/core/growing/writing/estimate'
import { seedTemplate } from '../../../../../../electron/core/rows/prompt-template'
import { growEstimate, ordinaryPlan } from '../../../../../../electron/shared/growing'

const order = { items: planRows(ordinaryPlan).items, examples: [], template: seedTemplate, secondReading: false }
const unknown = { inputPerMillion: null, outputPerMillion: null }

describe('an estimate', () => {
  it('has requests and tokens, says what it rests on, and no cost without a price', () => {
    const estimate = estimateWriting(order, unknown)
    expect(growEstimate.parse(estimate)).toMatchObject({ requests: 10, cost: null, basis: expect.stringContaining('4 characters a token') })
    expect(estimate.inputTokens).toBeGreaterThan(10 * 400)
    expect(estimate.outputTokens).toBeGreaterThan(40 * 50)
  })

  it('costs what the person’s price says', () => {
    const { inputTokens, outputTokens, cost } = estimateWriting(order, { inputPerMillion: 3, outputPerMillion: 15 })
    expect(cost).toBeCloseTo((inputTokens * 3 + outputTokens * 15) / 1_000_000)
    expect(estimateWriting(order, { inputPerMillion: 3, outputPerMillion: null }).cost).toBeNull()
  })

  it('grows with a second reading, with examples and with a document', () => {
    const plain = estimateWriting(order, unknown)
    expect(estimateWriting({ ...order, secondReading: true }, unknown).requests).toBe(plain.requests + 40)
    const examples = [{ source: 'Ann left. She slept.', rewrite: 'Ann left. Ann slept.' }]
    const shown = estimateWriting({ ...order, examples }, unknown).inputTokens
    expect(estimateWriting({ ...order, examples: [...examples, ...examples] }, unknown).inputTokens).toBeGreaterThan(shown)
    const passages = [{ start: 0, end: 400, text: 'x'.repeat(400) }]
    expect(estimateDrafting({ passages, examples, template: seedTemplate }, unknown)).toMatchObject({ requests: 1, outputTokens: 110 })
  })
})
