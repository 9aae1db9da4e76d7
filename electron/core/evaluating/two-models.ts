import type { TokensRead } from '../../shared/exporting'
import type { Params } from '../../shared/protocol'
import { scorecard, scoreExample } from '../scoring/score'
import type { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'

/** Mention F1 of rewrites, one a row in the order of the rows; a missing one counts as empty. */
export function f1Of(rows: readonly HeldOut[], outputs: readonly string[]): number {
  return scorecard(rows.map(({ source, gold }, row) => scoreExample({ source, gold, output: outputs[row] ?? '' }))).f1
}

/** How many texts are the same in both. */
export function sameTexts(before: readonly string[], after: readonly string[]): number {
  return before.filter((text, row) => text === after[row]).length
}

/**
 * Has a model, with its adapter or alone, and what was made of it read the model's answers, token by token. Throws what the sidecar answers.
 * @param answers one a row, in the order of the rows
 */
export async function readByBoth(
  sidecar: Sidecar,
  compared: Pick<Params<'compare'>, 'model' | 'adapter' | 'export'>,
  rows: readonly HeldOut[],
  answers: readonly string[],
  signal: AbortSignal,
): Promise<TokensRead> {
  const answered = rows.map(({ prompt }, row) => ({ messages: [...prompt], answer: answers[row] ?? '' }))
  const { tokens, same, divergence } = await sidecar.request('compare', { ...compared, rows: answered }, { signal })
  return { read: tokens, same, divergence }
}
