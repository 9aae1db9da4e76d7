import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic'
import { appendJsonLineDurably, readJsonLines } from '../files/json-lines'

const entry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), path: z.string(), sha256: z.string() }),
  z.strictObject({ type: z.literal('edit'), row: z.int().nonnegative(), raw: z.string() }),
  z.strictObject({ type: z.literal('revert'), row: z.int().nonnegative() }),
])

/** What is noted of a row: its new text, or that it is as the file has it again. */
export type JournalEntry = Exclude<z.infer<typeof entry>, { type: 'opened' }>

/** The edits of one dataset that are not in its file yet, on disk before they are on screen. */
export class Journal {
  readonly #path: string
  private constructor(path: string) {
    this.#path = path
  }

  /**
   * Opens the journal of a file with this content. Edits made to the same content come back; a journal of other content
   * is set aside beside it, never thrown away, and `setAside` says where.
   */
  static async open(
    path: string,
    file: { readonly path: string; readonly sha256: string },
  ): Promise<{ journal: Journal; edits: ReadonlyMap<number, string>; setAside: string | null }> {
    const noted = await readJsonLines(path, entry)
    const [header] = noted
    const edits = replay(noted)
    const journal = new Journal(path)
    const same = header?.type === 'opened' && header.sha256 === file.sha256
    if (same) return { journal, edits, setAside: null }
    const setAside = edits.size > 0 ? `${path}.${Date.now()}` : null
    if (setAside) await rename(path, setAside)
    await journal.restart(file)
    return { journal, edits: new Map(), setAside }
  }

  /** Notes an edit; it is on the disk when this returns. */
  async note(edit: JournalEntry): Promise<void> {
    await appendJsonLineDurably(this.#path, edit)
  }

  /** Begins anew for a file that now holds everything that was noted. */
  async restart(file: { readonly path: string; readonly sha256: string }): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true })
    await writeAtomically(this.#path, `${JSON.stringify({ type: 'opened', path: file.path, sha256: file.sha256 })}\n`)
  }
}

function replay(entries: readonly z.infer<typeof entry>[]): ReadonlyMap<number, string> {
  const edits = new Map<number, string>()
  for (const noted of entries) {
    if (noted.type === 'edit') edits.set(noted.row, noted.raw)
    else if (noted.type === 'revert') edits.delete(noted.row)
  }
  return edits
}
