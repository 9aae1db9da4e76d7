import { access, copyFile, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { makeFolderAndParent, writeAtomically } from '../files/atomic'
import { appendJsonLineDurably, readJsonLines } from '../files/json-lines'

const entry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), path: z.string(), sha256: z.string() }),
  z.strictObject({ type: z.literal('edit'), row: z.int().nonnegative(), raw: z.string() }),
  z.strictObject({ type: z.literal('revert'), row: z.int().nonnegative() }),
  /** The file is about to be written with all that was noted so far, and will then have this content. */
  z.strictObject({ type: z.literal('saving'), sha256: z.string() }),
])
type Entry = z.infer<typeof entry>

/** What is noted of a row: its new text, or that it is as the file has it again. */
export type JournalEntry = Extract<Entry, { type: 'edit' | 'revert' }>

/** The file that a journal belongs to, and what it holds. */
type JournalledFile = { readonly path: string; readonly sha256: string }

/** The edits of one dataset that are not in its file yet, on disk before they are on screen. */
export class Journal {
  readonly #path: string
  /** What its file holds. */
  #entries: Entry[]

  private constructor(path: string, entries: Entry[]) {
    this.#path = path
    this.#entries = entries
  }

  /**
   * Opens the journal of a file with this content. Edits made to the same content come back; a journal of other content
   * is set aside beside it, never thrown away, and `setAside` says where. So is a copy of one with lines that cannot be read.
   */
  static async open(
    path: string,
    file: JournalledFile,
  ): Promise<{ journal: Journal; edits: ReadonlyMap<number, string>; setAside: string | null }> {
    const noted = await readJsonLines(path, entry)
    const journal = new Journal(path, noted)
    const waiting = waitingFor(file, noted)
    if (waiting) {
      const setAside = noted.length < (await wholeLines(path)) ? `${path}.${Date.now()}` : null
      if (setAside) await copyFile(path, setAside)
      const [header] = noted
      if (setAside || header?.type !== 'opened' || header.sha256 !== file.sha256) await journal.restart(file, waiting)
      return { journal, edits: waiting, setAside }
    }
    const setAside = replay(noted).size > 0 ? `${path}.${Date.now()}` : null
    if (setAside) await rename(path, setAside)
    await journal.restart(file)
    return { journal, edits: new Map(), setAside }
  }

  /** Notes an edit; it is on the disk when this returns. */
  async note(edit: JournalEntry): Promise<void> {
    await this.#append(edit)
  }

  /** Notes that the file will hold all that was noted, once it has this content: from then on only what comes after waits. */
  async noteSaving(sha256: string): Promise<void> {
    await this.#append({ type: 'saving', sha256 })
  }

  /** Begins anew for a file that holds everything that was noted, but for these edits. */
  async restart(file: JournalledFile, edits: ReadonlyMap<number, string> = new Map()): Promise<void> {
    await this.#write([
      { type: 'opened', path: file.path, sha256: file.sha256 },
      ...[...edits].map(([row, raw]): Entry => ({ type: 'edit', row, raw })),
    ])
  }

  async #append(noted: Entry): Promise<void> {
    const missing = await access(this.#path).then(
      () => false,
      () => true,
    )
    // Taken out of the home while it is open: a journal is of use only with all that was noted before.
    if (missing) await this.#write(this.#entries)
    await appendJsonLineDurably(this.#path, noted)
    this.#entries.push(noted)
  }

  async #write(entries: Entry[]): Promise<void> {
    await makeFolderAndParent(dirname(this.#path))
    await writeAtomically(this.#path, entries.map((each) => `${JSON.stringify(each)}\n`).join(''))
    this.#entries = entries
  }
}

/** The edits that wait to be saved to a file with this content; null where the journal is of another. */
function waitingFor({ sha256 }: JournalledFile, entries: readonly Entry[]): ReadonlyMap<number, string> | null {
  const [header] = entries
  if (header?.type === 'opened' && header.sha256 === sha256) return replay(entries)
  const saved = entries.findLastIndex((noted) => noted.type === 'saving' && noted.sha256 === sha256)
  return saved === -1 ? null : replay(entries.slice(saved + 1))
}

function replay(entries: readonly Entry[]): ReadonlyMap<number, string> {
  const edits = new Map<number, string>()
  for (const noted of entries) {
    if (noted.type === 'edit') edits.set(noted.row, noted.raw)
    else if (noted.type === 'revert') edits.delete(noted.row)
  }
  return edits
}

/** How many lines of a journal were written to their end, whatever they hold. */
async function wholeLines(path: string): Promise<number> {
  const text = await readFile(path, 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '').length
}
