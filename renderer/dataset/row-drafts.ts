import { request } from '../studio/client'
import { type RowAtHand, RowDraft } from './row-draft'

/** A draft with the way to hear of its changes. It is let go of when nobody listens and everything typed is kept. */
export type HeldDraft = { readonly draft: RowDraft; readonly subscribe: (listener: () => void) => () => void }

const held = new Map<string, HeldDraft>()

const keyOf = (datasetId: string, id: number) => `${datasetId} ${id}`

/** The draft of a row: what could not be kept outlives the view of its row. */
export function draftOf(datasetId: string, id: number): HeldDraft {
  const key = keyOf(datasetId, id)
  const known = held.get(key)
  if (known !== undefined) return known
  const listeners = new Set<() => void>()
  const letGo = () => {
    if (listeners.size === 0 && draft.isClean) held.delete(key)
  }
  const draft = new RowDraft(
    (place, text) =>
      place === 'line'
        ? request('dataset.typeRow', { datasetId, id, raw: text })
        : request('dataset.typeTurn', { datasetId, id, turn: place, text }),
    () => {
      for (const listener of listeners) listener()
      letGo()
    },
  )
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      void draft.flush().then(letGo)
    }
  }
  const made = { draft, subscribe }
  held.set(key, made)
  return made
}

/** A row as its draft has it; null where nobody looks at it and everything typed in it is kept. */
export function rowAtHand(datasetId: string, id: number): RowAtHand | null {
  return held.get(keyOf(datasetId, id))?.draft.atHand ?? null
}

/** Keeps everything that is typed in any row. Returns whether all of it could be kept. */
export async function keepTyped(): Promise<boolean> {
  const kept = await Promise.all([...held.values()].map(({ draft }) => draft.flush()))
  return kept.every(Boolean)
}
