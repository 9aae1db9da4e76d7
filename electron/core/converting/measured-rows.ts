import { basename } from 'node:path'
import { z } from 'zod'
import { message } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { OpenDataset } from '../datasets/open-dataset'
import { readJsonLines } from '../files/json-lines'
import { inferTemplate } from '../rows/prompt-template'
import { type HeldOut, heldOut } from '../training/run-data'
import { evenly } from '../workbench/evenly'

/** Most rows that both models rewrite. */
export const mostRows = 32

/** What a loss is measured on: rows, and the name of the dataset that they are of. */
export type MeasuredRows = { readonly data: string; readonly rows: readonly HeldOut[] }

/** Rows of a dataset, those that its files or hands hold out where there are any. Throws `dataset-unusable` where none has a rewrite, `cancelled`. */
export async function rowsOfDataset({ data, identity }: OpenDataset, signal: AbortSignal): Promise<MeasuredRows> {
  const { template } = await data.facts(signal)
  const found = await data.heldOut(mostRows, signal)
  const rows = found.flatMap((row) => ('messages' in row ? [heldOut(row.messages, template)] : []))
  return someOf({ data: identity.name, rows })
}

/** Rows of a file that comes along with the app, chat rows all of them, without opening it as a dataset that a window would show. */
export async function rowsOfSample(file: string): Promise<MeasuredRows> {
  const all = await readJsonLines(file, z.strictObject({ messages: z.array(message).min(2) }))
  const template = inferTemplate(all.map(({ messages }) => messages))
  const rows = evenly(all.length, mostRows).flatMap((at) => {
    const row = all[at]
    return row === undefined ? [] : [heldOut(row.messages, template)]
  })
  return someOf({ data: basename(file), rows })
}

function someOf(measured: MeasuredRows): MeasuredRows {
  if (measured.rows.length > 0) return measured
  throw new StudioError({
    code: 'dataset-unusable',
    message: `${measured.data} has no rewrites to measure the loss on.`,
    hint: 'Name a dataset of “messages”, or none: the sample that comes along is taken then.',
  })
}
