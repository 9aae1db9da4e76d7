import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Message } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { DataReport, KeptReport, TrainingConfig } from '../../shared/training'
import { indexLines } from '../datasets/line-index'
import type { UsableRow } from '../datasets/open-dataset'
import { lastOf, type PromptTemplate, withoutInstruction } from '../datasets/prompt-template'
import type { RowFormat } from '../datasets/row-format'
import { splitRows } from '../datasets/split'
import { writeAtomically } from '../files/atomic'

const parts = ['train', 'valid', 'test'] as const

/** The parts of a run's data. */
export type RunData = { readonly train: readonly UsableRow[]; readonly valid: readonly UsableRow[]; readonly test: readonly UsableRow[] }

/** Divides a dataset's usable rows by seed and source text. Throws `dataset-unusable` where no two texts differ. */
export function divide(rows: readonly UsableRow[], template: PromptTemplate, fraction: number, seed: number): RunData {
  const texts = rows.map((row) => createHash('sha256').update(sourceOf(row, template)).digest('hex'))
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

const places = z.array(z.int().nonnegative()).readonly()
/** Which row of the dataset each row of a run's data is, from 0, as data/rows.json keeps it. */
export const rowPlaces = z.strictObject({
  /** The dataset's absolute path, which no window is told; runs of earlier versions lack it. */
  dataset: z.string().optional(),
  train: places,
  valid: places,
  test: places,
})
export type RowPlaces = z.infer<typeof rowPlaces>

/** Writes train.jsonl, valid.jsonl and test.jsonl, and rows.json, which says of which dataset and where in it their rows are. */
export async function writeRunData(folder: string, data: RunData, dataset: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const part of parts) await writeAtomically(join(folder, `${part}.jsonl`), asLines(data[part]))
  const from = Object.fromEntries(parts.map((part) => [part, data[part].map(({ index }) => index)]))
  await writeAtomically(join(folder, 'rows.json'), `${JSON.stringify({ dataset, ...from })}\n`)
}

/** The places that a run's data folder keeps; null where it keeps none, as runs of earlier versions. */
export async function readRowPlaces(folder: string): Promise<RowPlaces | null> {
  try {
    return rowPlaces.parse(JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')))
  } catch {
    return null
  }
}

/** A report that also says where in the dataset each row left out is, as far as the run knows it. */
export function withPlaces(report: DataReport, from: RowPlaces | null): KeptReport {
  const skipped = report.skipped.map((left) => {
    const place = from?.[left.file][left.row]
    return place === undefined ? left : { ...left, place }
  })
  return { ...report, skipped }
}

/** The line that a row of a dataset became in a run's data; null where the run has no such row. */
export async function readRunRow(folder: string, from: RowPlaces, row: number): Promise<string | null> {
  for (const part of parts) {
    const place = from[part].indexOf(row)
    if (place === -1) continue
    const bytes = await readFile(join(folder, `${part}.jsonl`))
    const line = indexLines(bytes)[place]
    return line === undefined ? null : bytes.toString('utf8', line.start, line.end)
  }
  return null
}

/** Rows as JSON Lines, in pieces of about a megabyte: all of them together may be longer than a string can be. */
export function* asLines(rows: Iterable<UsableRow>): Generator<Uint8Array> {
  let piece = ''
  for (const { index: _, ...content } of rows) {
    piece += `${JSON.stringify(content)}\n`
    if (piece.length < 1_000_000) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

/** Refuses to learn from the answer only where rows are plain text, in which nothing is an answer. Throws `bad-input`. */
export function checkMask(format: RowFormat, config: TrainingConfig): void {
  if (format !== 'text' || !config.mask_prompt) return
  throw new StudioError({
    code: 'bad-input',
    message: 'The rows of this dataset are plain text, which has no prompt and no answer to tell apart.',
    hint: 'Turn off learning from the answer only (mask_prompt), or use rows with “messages”.',
  })
}

/** The text that a row is about, without its instruction: rows that share it stay on one side of every division. */
function sourceOf(row: UsableRow, template: PromptTemplate): string {
  return 'text' in row ? row.text : withoutInstruction(lastOf(row.messages, 'user') ?? '', template)
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
