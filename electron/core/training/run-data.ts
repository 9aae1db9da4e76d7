import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Message, SplitSettings } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { DataReport, KeptReport, TrainingConfig } from '../../shared/training'
import type { OpenDataset } from '../datasets/open-dataset'
import { writeAtomically } from '../files/atomic'
import { lastOf, type PromptTemplate, withoutInstruction } from '../rows/prompt-template'
import type { RowFormat } from '../rows/row-format'
import { LineIndex } from '../workbench/line-index'
import type { WrittenRows } from '../workbench/row-data'

const parts = ['train', 'valid', 'test'] as const

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
export async function writeRunData(folder: string, dataset: OpenDataset, settings: SplitSettings): Promise<WrittenRows> {
  await mkdir(folder, { recursive: true })
  const written = await dataset.data.writeRun(folder, settings)
  const from = Object.fromEntries(parts.map((part) => [part, [...written.places[part]]]))
  await writeAtomically(
    join(folder, 'rows.json'),
    `${JSON.stringify({ dataset: dataset.identity.path, ...from })}
`,
  )
  return written
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
    const lines = new LineIndex()
    lines.feed(bytes)
    return place < lines.count ? bytes.toString('utf8', lines.start(place), lines.end(place) - 1) : null
  }
  return null
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
