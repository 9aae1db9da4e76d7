import { appendFile, type FileHandle, open, readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { errnoOf, writeFailure } from './atomic'
import { parsedOrNull } from './parsed-or-null'

/**
 * Whole lines of a JSON Lines file that fit the schema, in order; [] where there is no file.
 * A torn last line, as a crash leaves it, is passed over.
 */
export async function readJsonLines<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return ''
    throw error
  })
  const rows: z.output<T>[] = []
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line === '') continue
    const parsed = schema.safeParse(parsedOrNull(line))
    if (parsed.success) rows.push(parsed.data)
  }
  return rows
}

/** Appends one line and waits until it is on the disk. */
export async function appendJsonLineDurably(path: string, value: unknown): Promise<void> {
  try {
    const file = await open(path, 'a+')
    try {
      await dropTornLine(file)
      await file.writeFile(`${JSON.stringify(value)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Appends lines, leaving it to the system when they reach the disk. */
export async function appendJsonLines(path: string, values: readonly unknown[]): Promise<void> {
  try {
    if (values.length > 0) await appendFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''))
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Only the last byte tells whether there is one, so that appending stays quick however long the file is. */
async function dropTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  if (size === 0) return
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  if (buffer[0] === 0x0a) return
  const bytes = await file.readFile()
  await file.truncate(bytes.lastIndexOf(0x0a) + 1)
}
