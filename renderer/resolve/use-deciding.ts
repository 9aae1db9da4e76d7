import { useState } from 'react'
import type { Rewrite } from '../../electron/shared/resolution'
import type { KeyPress, Walk } from '../marks/use-walk'
import { useStore } from '../studio/store'
import { nextOpen } from './decisions'

/** Deciding about changes, by button and by key. */
export type Deciding = {
  /** Accepts a change and goes to the next one that is open. */
  readonly accept: (place: number) => void
  /** Takes a change back, or brings it back. */
  readonly undo: (place: number) => void
  readonly correct: (place: number, text: string) => void
  readonly correcting: boolean
  readonly setCorrecting: (correcting: boolean) => void
  readonly onKeyDown: (event: KeyPress) => void
}

/** On a change, a accepts, u takes back, c corrects. */
export function useDeciding(rewrite: Rewrite | null, walk: Walk): Deciding {
  const decisions = useStore((state) => state.decisions)
  const decide = useStore((state) => state.decideChange)
  const [correcting, setCorrecting] = useState(false)
  const accept = (place: number) => {
    const kind = decisions.get(place)?.kind
    const isAccepted = kind === 'accepted'
    // What a person wrote is accepted as it is.
    if (kind !== 'corrected') decide(place, isAccepted ? null : { kind: 'accepted' })
    const next = rewrite === null || isAccepted ? null : nextOpen(rewrite.edits.length, decisions, place)
    if (next !== null && next !== place) walk.goTo(next)
  }
  const undo = (place: number) => decide(place, decisions.get(place)?.kind === 'undone' ? null : { kind: 'undone' })
  const correct = (place: number, text: string) => {
    const edit = rewrite?.edits[place]
    if (edit === undefined) return
    decide(place, text === edit.after ? { kind: 'accepted' } : { kind: 'corrected', text })
    setCorrecting(false)
    walk.goTo(place)
  }
  const keys: Readonly<Record<string, (place: number) => void>> = { a: accept, u: undo, c: () => setCorrecting(true) }
  const onKeyDown = (event: KeyPress) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const isHere = target === document.body || target?.dataset.walk !== undefined
    if (event.metaKey || event.ctrlKey || event.altKey || walk.at === null || !isHere) return
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act(walk.at)
  }
  return { accept, undo, correct, correcting, setCorrecting, onKeyDown }
}
