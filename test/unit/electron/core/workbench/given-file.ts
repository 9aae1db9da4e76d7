import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Workbench } from '../../../../../electron/core/workbench/workbench'
import { everyRow, type RowQuery, type RowSelection } from '../../../../../electron/shared/dataset'
import { temporaryFolder } from '../temporary-folder'

/** A row of a chat, as its line. */
export const row = (text: string, rewrite = text) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Resolve: ${text}` },
      { role: 'assistant', content: rewrite },
    ],
  })
export const rowsOf = (...ids: readonly number[]): RowSelection => ({ of: 'rows', ids })
export const all: RowSelection = { of: 'query', query: everyRow, except: [] }

/** A file of a dataset with the ways to open it; every bench is closed after the test. */
export async function given(content: string | Buffer) {
  const folder = await temporaryFolder()
  const path = join(folder, 'data.jsonl')
  await writeFile(path, content)
  const journal = join(folder, 'journal', 'journal.jsonl')
  /** @param opening how often it was opened before */
  const openAtOnce = async (opening = 0) => {
    const identity = { id: 'd-1', name: 'data.jsonl', origin: 'file', path, files: [{ path, part: null }], journal } as const
    const bench = await Workbench.open(identity, undefined, opening)
    onTestFinished(() => bench.close().catch(() => undefined))
    return bench
  }
  const open = async (opening = 0) => {
    const bench = await openAtOnce(opening)
    await bench.checked()
    return bench
  }
  return { folder, path, journal, open, openAtOnce }
}

/** Every problem as its line and its code. */
export function problemsOf(bench: Workbench): [number, string][] {
  return bench.problems(0, 10_000).rows.flatMap(({ problems }) => problems.map(({ line, code }): [number, string] => [line, code]))
}
/** The first rows that a query finds. */
export const found = (bench: Workbench, query: Partial<RowQuery>) => bench.rows({ ...everyRow, ...query }, 0, 100).rows

/** The first rows that can be trained on, once all were looked at. */
export async function usableOf(bench: Workbench) {
  await bench.data.facts()
  return bench.data.usable(0, 100).rows
}
