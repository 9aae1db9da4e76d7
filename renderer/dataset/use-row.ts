import { useEffect, useState } from 'react'
import type { Output } from '../../electron/shared/contract'
import type { Problem } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import { draftKey } from './dataset-slice'

/** A row in the detail: as the dataset holds it, as it is typed, and what is wrong with what is typed. */
export type RowAtHand = {
  readonly held: Output<'dataset.row'> | null
  readonly failure: Failure | null
  /** The raw row as typed, else as held. */
  readonly raw: string
  readonly changed: boolean
  readonly problems: readonly Problem[]
  readonly type: (raw: string) => void
  readonly save: () => Promise<void>
  /** Throws the draft away; without one, takes the row back to what the file holds. */
  readonly revert: () => Promise<void>
}

/** Milliseconds of quiet before what is typed is checked. */
const patience = 250

/** Reads a row, checks what is typed, keeps it on demand. */
export function useRow(datasetId: string, index: number, onKept: (row: Output<'dataset.editRow'>) => void): RowAtHand {
  const [held, setHeld] = useState<Output<'dataset.row'> | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const draft = useStore((state) => state.drafts[draftKey(datasetId, index)])
  const typeRow = useStore((state) => state.typeRow)
  const announce = useStore((state) => state.announce)

  const load = async () => {
    const answer = await request('dataset.row', { datasetId, index })
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) setHeld(answer.value)
  }
  // A row is read when it comes into the detail.
  useEffect(() => void load(), [datasetId, index])

  useEffect(() => {
    if (held === null) return
    if (draft === undefined || draft === held.raw) return setProblems(held.row.problems)
    let wanted = true
    const timer = setTimeout(async () => {
      const answer = await request('dataset.checkRow', { datasetId, index, raw: draft })
      if (!wanted) return
      setFailure(answer.ok ? null : answer.failure)
      if (answer.ok) setProblems(answer.value.problems)
    }, patience)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [draft, held, datasetId, index])

  const change = async (channel: 'dataset.editRow' | 'dataset.revertRow') => {
    const answer =
      channel === 'dataset.editRow'
        ? await request(channel, { datasetId, index, raw: draft ?? held?.raw ?? '' })
        : await request(channel, { datasetId, index })
    if (!answer.ok) return setFailure(answer.failure)
    typeRow(datasetId, index, null)
    onKept(answer.value)
    await load()
    announce(channel === 'dataset.editRow' ? `Row ${answer.value.line} is kept.` : `Row ${answer.value.line} is as the file holds it.`)
  }
  const changed = held !== null && draft !== undefined && draft !== held.raw
  return {
    held,
    failure,
    raw: draft ?? held?.raw ?? '',
    changed,
    problems,
    type: (raw) => typeRow(datasetId, index, raw === held?.raw ? null : raw),
    save: () => change('dataset.editRow'),
    revert: async () => (changed ? typeRow(datasetId, index, null) : change('dataset.revertRow')),
  }
}
