import type { StateCreator } from 'zustand'
import type { LocatedFile, Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import type { ExportFormat, PackedBits } from '../../electron/shared/exporting'
import { request } from '../studio/client'
import type { Store } from '../studio/store'
import { weightsOf } from '../studio/weights'

/** What became of the last export. */
export type Exporting =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly runId: string; readonly folder: string }
  | { readonly state: 'done'; readonly runId: string; readonly result: Output<'run.export'> }
  | { readonly state: 'failed'; readonly runId: string; readonly failure: Failure }

/** What to export, where to, and how it went. */
export type ExportSlice = {
  readonly format: ExportFormat
  /** Bits that the fused weights are packed to; null leaves them as they are. */
  readonly bits: PackedBits | null
  readonly destination: LocatedFile | null
  /** Null lets the run's name decide. */
  readonly folderName: string | null
  readonly exporting: Exporting
  readonly chooseFailure: Failure | null
  readonly chooseFormat: (format: ExportFormat) => void
  readonly chooseBits: (bits: PackedBits | null) => void
  readonly nameFolder: (name: string) => void
  readonly chooseDestination: () => Promise<void>
  readonly exportRun: (runId: string, folderName: string) => Promise<void>
  readonly cancelExport: () => Promise<void>
}

export const exportSlice: StateCreator<Store, [], [], ExportSlice> = (set, get) => ({
  format: 'mlx',
  bits: null,
  destination: null,
  folderName: null,
  exporting: { state: 'idle' },
  chooseFailure: null,
  chooseFormat: (format) => set({ format }),
  chooseBits: (bits) => set({ bits }),
  nameFolder: (folderName) => set({ folderName }),
  chooseDestination: async () => {
    const chosen = await get().chooseFile('export')
    if (!chosen.ok) set({ chooseFailure: chosen.failure })
    else if (chosen.value !== null) set({ destination: chosen.value, chooseFailure: null })
  },
  exportRun: async (runId, folderName) => {
    const { destination, format, bits, exporting } = get()
    if (destination === null || exporting.state === 'running') return
    set({ exporting: { state: 'running', runId, folder: folderName } })
    const run = get().projection?.runs.find((other) => other.id === runId)
    const weights = weightsOf(run)(get())
    const answer = await request('run.export', {
      runId,
      format,
      handle: destination.handle,
      folderName,
      weights,
      bits: format === 'mlx' ? bits : null,
    })
    get().forget(runId)
    if (answer.ok) set({ exporting: { state: 'done', runId, result: answer.value } })
    else set({ exporting: answer.failure.code === 'cancelled' ? { state: 'idle' } : { state: 'failed', runId, failure: answer.failure } })
    get().announce(answer.ok ? 'The export is written and checked.' : 'The export was not made.')
  },
  cancelExport: async () => {
    const { exporting } = get()
    if (exporting.state === 'running') await request('job.cancel', { id: exporting.runId })
  },
})
