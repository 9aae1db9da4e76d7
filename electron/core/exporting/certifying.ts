import { StudioError } from '../../shared/errors'
import { type Certificate, type PackedBits, verdictOf } from '../../shared/exporting'
import { askMany } from '../evaluating/ask-many'
import { f1Of, readByBoth, sameTexts } from '../evaluating/two-models'
import type { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'

/** Most letters that are shown of where two answers part. */
const shown = 80

/** What is compared: the base model, the adapter and the folder that was made of both. Absolute paths. */
export type Compared = { readonly model: string; readonly adapter: string; readonly out: string; readonly rows: readonly HeldOut[] }

/** No rows were asked. */
export const unasked: Certificate = { rows: 0, same: 0, baseF1: null, adapterF1: null, exportF1: null, tokens: null, parting: null }

/**
 * Asks base, adapter and export the held-out rows and compares what they say; then adapter and export read the adapter's answers, token by token.
 * Throws `export-differs` where the export answers no row as the adapter does, unless it was packed and lost no more than half of its F1.
 * @param tell told how far it is
 */
export async function certify(
  sidecar: Sidecar,
  { model, adapter, out, rows }: Compared,
  bits: PackedBits | null,
  signal: AbortSignal,
  tell: (phase: string) => void,
): Promise<Certificate> {
  if (rows.length === 0) return unasked
  const ask = async (voice: Parameters<typeof askMany>[1]) => (await askMany(sidecar, voice, rows, signal)).map(({ output }) => output)
  tell('asking the base model')
  const base = await ask({ model, adapter: { path: adapter, enabled: false } })
  tell('asking the adapter')
  const before = await ask({ model, adapter: { path: adapter, enabled: true } })
  tell('comparing')
  const tokens = await readByBoth(sidecar, { model, adapter, export: out }, rows, before, signal)
  tell('asking the export')
  const after = await ask({ model: out, adapter: null })
  const same = sameTexts(before, after)
  const [baseF1, adapterF1, exportF1] = [f1Of(rows, base), f1Of(rows, before), f1Of(rows, after)]
  if (same === 0 && (bits === null || exportF1 < adapterF1 / 2)) throw differs(rows.length, bits)
  return { rows: rows.length, same, baseF1, adapterF1, exportF1, tokens, parting: partingOf(before, after) }
}

/** Where the first answers that differ part, from the beginning of the word in which they do. */
export function partingOf(before: readonly string[], after: readonly string[]): Certificate['parting'] {
  for (const [row, text] of before.entries()) {
    const other = after[row] ?? ''
    if (text === other) continue
    let length = 0
    while (length < text.length && text[length] === other[length]) length++
    const start = /\S*$/.exec(text.slice(0, length))?.index ?? length
    return { row, adapter: cut(text.slice(start)), export: cut(other.slice(start)) }
  }
  return null
}

function cut(text: string): string {
  const letters = [...text]
  return letters.length > shown ? `${letters.slice(0, shown - 1).join('')}…` : text
}

function differs(rows: number, bits: PackedBits | null): StudioError {
  return new StudioError({
    code: 'export-differs',
    message: `The fused model answered none of ${rows} held-out rows as the adapter does, so it was not kept.`,
    hint: bits === null ? 'Export the adapter alone, and use it with the base model.' : 'Export it with more bits, or unpacked.',
  })
}

/** One line on what a certificate says. */
export function certificateLine(certificate: Certificate): string {
  const { rows, same, tokens } = certificate
  const share = tokens === null || tokens.read === 0 ? '' : `, ${((100 * tokens.same) / tokens.read).toFixed(2)} % of tokens`
  const mark = verdictOf(certificate) === 'alike' ? '' : ' (below the bar)'
  return `same text as the adapter: ${same} of ${rows} held-out rows${share}${mark}`
}
