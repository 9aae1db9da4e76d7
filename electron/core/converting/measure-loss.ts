import type { ConversionLoss } from '../../shared/conversion'
import { askMany } from '../evaluating/ask-many'
import { f1Of, readByBoth, sameTexts } from '../evaluating/two-models'
import type { Sidecar } from '../sidecar/sidecar'
import type { MeasuredRows } from './measured-rows'

/** How far a conversion is: `done` of `total`, 0 of 0 where nobody knows. */
export type Tell = (phase: string, done: number, total: number) => void

/**
 * Has a model and the packed one rewrite rows, greedily, with the rows' own prompts; then both read what the first one wrote. Throws what the
 * sidecar answers, and `cancelled`.
 * @param folders both models, absolute paths
 */
export async function measureLoss(
  sidecar: Sidecar,
  folders: { readonly whole: string; readonly packed: string },
  { data, rows }: MeasuredRows,
  signal: AbortSignal,
  tell: Tell,
): Promise<ConversionLoss> {
  const ask = async (model: string, phase: string) => {
    tell(phase, 0, rows.length)
    const answers = await askMany(sidecar, { model, adapter: null }, rows, signal, (done) => tell(phase, done, rows.length))
    return answers.map(({ output }) => output)
  }
  const before = await ask(folders.whole, 'asking the model')
  tell('comparing', 0, 0)
  const tokens = await readByBoth(sidecar, { model: folders.whole, adapter: null, export: folders.packed }, rows, before, signal)
  const after = await ask(folders.packed, 'asking the packed model')
  return { data, rows: rows.length, same: sameTexts(before, after), wholeF1: f1Of(rows, before), packedF1: f1Of(rows, after), tokens }
}
