import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { UsableRow } from '../datasets/open-dataset'
import { lastOf, type PromptTemplate, withoutInstruction } from '../datasets/prompt-template'
import { splitRows } from '../datasets/split'
import { writeAtomically } from '../files/atomic'

/** The parts of a run's data, as rows of `messages`. */
export type RunData = { readonly train: readonly UsableRow[]; readonly valid: readonly UsableRow[]; readonly test: readonly UsableRow[] }

/** Divides a dataset's usable rows by seed and source text. Throws `dataset-unusable` where no two texts differ. */
export function divide(rows: readonly UsableRow[], template: PromptTemplate, fraction: number, seed: number): RunData {
  const texts = rows.map(({ messages }) =>
    createHash('sha256')
      .update(withoutInstruction(lastOf(messages, 'user') ?? '', template))
      .digest('hex'),
  )
  const { train, valid, test } = splitRows(texts, fraction, seed)
  if (train.length === 0 || valid.length === 0) {
    throw new StudioError({
      code: 'dataset-unusable',
      message:
        rows.length === 0 ? 'No row of this dataset can be trained on.' : 'All rows have the same text, so none is left to validate with.',
      hint: 'Mend the rows that have problems, or add rows: two different texts at least.',
    })
  }
  const pick = (places: readonly number[]) => places.flatMap((place) => rows[place] ?? [])
  return { train: pick(train), valid: pick(valid), test: pick(test) }
}

/** Writes train.jsonl, valid.jsonl and test.jsonl. */
export async function writeRunData(folder: string, data: RunData): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const part of ['train', 'valid', 'test'] as const) {
    await writeAtomically(join(folder, `${part}.jsonl`), asLines(data[part]))
  }
}

/** Rows as JSON Lines, in pieces of about a megabyte: all of them together may be longer than a string can be. */
export function* asLines(rows: Iterable<UsableRow>): Generator<Uint8Array> {
  let piece = ''
  for (const { messages } of rows) {
    piece += `${JSON.stringify({ messages })}\n`
    if (piece.length < 1_000_000) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

/** A held-out row: what is asked, the text in it, and the rewrite that is right. */
export type HeldOut = { readonly prompt: readonly Message[]; readonly source: string; readonly gold: string }

/** A chat row as something to be scored on. */
export function heldOut(messages: readonly Message[], template: PromptTemplate): HeldOut {
  return {
    prompt: messages.slice(0, -1),
    source: withoutInstruction(lastOf(messages, 'user') ?? '', template),
    gold: lastOf(messages, 'assistant') ?? '',
  }
}
