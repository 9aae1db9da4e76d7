import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { hubRevision, transferredFile } from '../../shared/hub'
import { identifier } from '../../shared/identifier'
import { hubId } from '../../shared/model'
import { writeAtomically } from '../files/atomic'
import { parsedOrNull } from '../files/parsed-or-null'

const order = z.strictObject({
  id: identifier,
  repo: hubId,
  /** Null until it was asked for the first time. */
  revision: hubRevision.nullable(),
  /** Where it comes from: what was begun at a mirror is gone on with there. */
  host: z.string(),
  files: z.array(transferredFile).readonly(),
})
/** A download that was asked for and has not come to its end. */
export type DownloadOrder = z.infer<typeof order>

const list = z.strictObject({ downloads: z.array(order).readonly() })

/** The downloads of a home, as they were last written. A list that cannot be read counts as empty: what has come stays where it is. */
export async function readDownloads(file: string): Promise<readonly DownloadOrder[]> {
  const read = list.safeParse(parsedOrNull(await readFile(file, 'utf8').catch(() => '')))
  return read.success ? read.data.downloads : []
}

/** Writes them down. Throws `disk-full` or `file-not-written`. */
export async function writeDownloads(file: string, downloads: readonly DownloadOrder[]): Promise<void> {
  await writeAtomically(file, `${JSON.stringify({ downloads }, null, 2)}\n`)
}

/** Bytes that have come. */
export function doneOf(files: DownloadOrder['files']): number {
  return files.reduce((sum, file) => sum + file.done, 0)
}
