import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SidecarNotification } from '../../shared/protocol'
import { writeFailure } from '../files/atomic'
import { Sidecar, type SidecarOptions } from '../sidecar/sidecar'

/** Most rows of a kind that are told one by one. */
export const toldRows = 100

/** How long rows are for a model, by their place among those that were measured. */
export type MeasuredRows = {
  /** Tokens of each row, uncut; 0 for one that its chat template refuses. */
  readonly tokens: readonly number[]
  /** Position of each row's first learned token. */
  readonly starts: readonly number[]
  /** The first that were refused, and why. */
  readonly refused: readonly { readonly row: number; readonly reason: string }[]
  /** What the longest of the rows that are too long would lose, longest first. */
  readonly lost: readonly { readonly row: number; readonly text: string }[]
}

/** What rows are measured with. `model` is its folder. */
export type MeasureOptions = { readonly model: string; readonly maxSeqLength: number; readonly maskPrompt: boolean }

type Notification = Extract<SidecarNotification, { method: 'measured' }>['params']
export type MeasureProgress = Extract<SidecarNotification, { method: 'progress' }>['params']

/** Counts the tokens of the rows that `write` puts into a file, in a sidecar process of its own; loads no weights. */
export async function measureRows(
  python: Omit<SidecarOptions, 'log'>,
  write: (path: string) => Promise<unknown>,
  { model, maxSeqLength, maskPrompt }: MeasureOptions,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (progress: MeasureProgress) => void },
): Promise<MeasuredRows> {
  const scratch = await mkdtemp(join(tmpdir(), 'antecedent-measure-')).catch((error: unknown) => {
    throw writeFailure(tmpdir(), error)
  })
  try {
    const data = join(scratch, 'rows.jsonl')
    await write(data)
    const { sidecar } = await Sidecar.start({ ...python, log: null }, signal)
    try {
      const collected = new Collected()
      const onNotification = (notification: SidecarNotification) => {
        if (notification.method === 'measured') collected.add(notification.params)
        else if (notification.method === 'progress') onProgress?.(notification.params)
      }
      await sidecar.request('measure', { model, data, maxSeqLength, maskPrompt }, { signal, onNotification })
      return collected.rows
    } finally {
      await sidecar.stop()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Rows as they are told, of which only the examples that will be shown keep their words. */
class Collected {
  readonly #tokens: number[] = []
  readonly #starts: number[] = []
  readonly #refused: { row: number; reason: string }[] = []
  #lost: { row: number; text: string }[] = []

  add({ tokens, starts, refused, lost }: Notification): void {
    for (const count of tokens) this.#tokens.push(count)
    for (const start of starts) this.#starts.push(start)
    this.#refused.push(...refused.slice(0, toldRows - this.#refused.length))
    const lengthOf = ({ row }: { readonly row: number }) => this.#tokens[row] ?? 0
    this.#lost = [...this.#lost, ...lost].sort((a, b) => lengthOf(b) - lengthOf(a) || a.row - b.row).slice(0, toldRows)
  }

  get rows(): MeasuredRows {
    return { tokens: this.#tokens, starts: this.#starts, refused: this.#refused, lost: this.#lost }
  }
}
