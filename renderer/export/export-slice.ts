import type { StateCreator } from 'zustand'
import type { LocatedFile, Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { type ExportFormat, type GgufType, isPackable, type PackedBits } from '../../electron/shared/exporting'
import type { Run } from '../../electron/shared/run'
import { request } from '../studio/client'
import { allRuns } from '../studio/selectors'
import type { Store } from '../studio/store'
import { weightsOf } from '../studio/weights'
import { workOn } from '../train/run-work'

/** What became of the last export. */
export type Exporting =
  | { readonly state: 'idle' }
  | { readonly state: 'done'; readonly runId: string; readonly result: Output<'run.export'> }
  | { readonly state: 'failed'; readonly runId: string; readonly failure: Failure }

/** What to export, where to, and how it went. */
export type ExportSlice = {
  readonly format: ExportFormat
  /** Bits that the fused weights are packed to; null leaves them as they are. */
  readonly bits: PackedBits | null
  /** How the weights of a GGUF are written. */
  readonly ggufType: GgufType
  readonly destination: LocatedFile | null
  /** The same for LM Studio: its folder of models, where that is here or was chosen. */
  readonly lmStudioPlace: LocatedFile | null
  /** What was typed for a run; null lets its name decide. */
  readonly folderName: { readonly runId: string; readonly name: string } | null
  readonly exporting: Exporting
  readonly chooseFailure: Failure | null
  readonly converterFailure: Failure | null
  readonly chooseFormat: (format: ExportFormat) => void
  readonly chooseBits: (bits: PackedBits | null) => void
  readonly chooseGgufType: (type: GgufType) => void
  /** Asks where llama.cpp's converter lies, or which Python runs it. */
  readonly chooseConverter: (what: 'converter' | 'python') => Promise<void>
  /** Lets `python3` of the PATH run the converter again. */
  readonly forgetPython: () => Promise<void>
  readonly nameFolder: (runId: string, name: string) => void
  readonly chooseDestination: () => Promise<void>
  readonly exportRun: (runId: string, folderName: string) => Promise<void>
}

/** Where an export of the chosen format goes; null until that is known. */
export function destinationOf({ format, destination, lmStudioPlace }: ExportSlice): LocatedFile | null {
  return format === 'lm-studio' ? lmStudioPlace : destination
}

/** Another run that is being exported; null where none is. One is exported at a time. */
export const otherExported =
  (runId: string) =>
  (state: Store): Run | null =>
    allRuns(state).find(({ id }) => id !== runId && workOn(id)(state) === 'export') ?? null

export const exportSlice: StateCreator<Store, [], [], ExportSlice> = (set, get) => {
  const findLmStudio = async () => {
    const answer = await request('export.locateLmStudio', {})
    if (!answer.ok) set({ chooseFailure: answer.failure })
    // What was chosen meanwhile stays.
    else set(({ lmStudioPlace }) => ({ lmStudioPlace: lmStudioPlace ?? answer.value.folder }))
  }
  const setConverter = async (what: 'converter' | 'python', handle: string | null) => {
    const answer = await request('converter.set', { what, handle })
    set({ converterFailure: answer.ok ? null : answer.failure })
  }
  return {
    format: 'mlx',
    bits: null,
    ggufType: 'bf16',
    destination: null,
    lmStudioPlace: null,
    folderName: null,
    exporting: { state: 'idle' },
    chooseFailure: null,
    converterFailure: null,
    chooseFormat: (format) => {
      set({ format, chooseFailure: null })
      if (format === 'lm-studio' && get().lmStudioPlace === null) void findLmStudio()
    },
    chooseBits: (bits) => set({ bits }),
    nameFolder: (runId, name) => set({ folderName: { runId, name } }),
    chooseGgufType: (ggufType) => set({ ggufType }),
    chooseConverter: async (what) => {
      const chosen = await get().chooseFile(what)
      if (!chosen.ok) set({ converterFailure: chosen.failure })
      else if (chosen.value !== null) await setConverter(what, chosen.value.handle)
    },
    forgetPython: () => setConverter('python', null),
    chooseDestination: async () => {
      const { format } = get()
      const chosen = await get().chooseFile('export')
      if (!chosen.ok) set({ chooseFailure: chosen.failure })
      else if (chosen.value !== null)
        set({ ...(format === 'lm-studio' ? { lmStudioPlace: chosen.value } : { destination: chosen.value }), chooseFailure: null })
    },
    exportRun: async (runId, folderName) => {
      const { format, bits, ggufType } = get()
      const destination = destinationOf(get())
      if (destination === null || otherExported(runId)(get()) !== null) return
      const answer = await get().duringWork(runId, 'export', () => {
        set({ exporting: { state: 'idle' } })
        const run = get().projection?.runs.find((other) => other.id === runId)
        const weights = weightsOf(run)(get())
        return request('run.export', {
          runId,
          format,
          handle: destination.handle,
          folderName,
          weights,
          bits: isPackable(format) ? bits : null,
          ggufType,
        })
      })
      if (answer === null) return
      if (answer.ok) set({ exporting: { state: 'done', runId, result: answer.value } })
      else set({ exporting: { state: 'failed', runId, failure: answer.failure } })
      get().announce(answer.ok ? 'The export is written and checked.' : 'The export was not made.')
    },
  }
}
