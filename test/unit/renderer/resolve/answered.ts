import { compare } from '../../../../electron/core/alignment/edits'
import type { AnsweredBy } from '../../../../electron/shared/answered-by'
import type { Rewrite, Side } from '../../../../electron/shared/resolution'
import { decided, noDecisions } from '../../../../renderer/resolve/decisions'
import type { Answerer, Resolving } from '../../../../renderer/resolve/resolve-slice'
import { noFigures } from '../figures'

export const text = 'Anna came in. She sat down.'
/** When it was answered. */
const day = new Date(2026, 6, 29)
export const run = { kind: 'run', runId: 'r', weights: 'best' } as const satisfies Answerer
export const byRun: AnsweredBy = {
  model: { ref: { kind: 'demo' }, name: 'Demo model' },
  run: { id: 'r', name: 'quick study' },
  weights: 'best',
  step: 1200,
}

export const rewrite = (side: Side, answeredBy: AnsweredBy | null, scale = 1): Rewrite => ({
  side,
  output: 'Anna came in. Anna sat down.',
  finishReason: 'stop',
  parts: null,
  figures: { ...noFigures, weights: { adapter: '0123456789abcdef', scale } },
  answeredBy,
  ...compare(text, 'Anna came in. Anna sat down.'),
})
/** The tuned answer, about which nothing was decided. */
export const left = decided(text, rewrite('tuned', null), noDecisions)
/** The desk with answers on it. */
export const done = (rewrites: readonly Rewrite[], against: Answerer | null = null): { readonly resolving: Resolving } => ({
  resolving: { state: 'done', text, by: run, against, rewrites, at: day.toISOString() },
})
