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
  /** Words that are being written in place of changes, by place; they stay while others are looked at. */
  readonly drafts: ReadonlyMap<number, string>
  /** Begins to write in place of a change, or goes on. */
  readonly begin: (place: number) => void
  /** Keeps what is written so far. */
  readonly draft: (place: number, text: string) => void
  readonly giveUp: (place: number) => void
  /** The place that writing was just begun at; null once that was left. */
  readonly correcting: number | null
  readonly setCorrecting: (place: number | null) => void
  readonly onKeyDown: (event: KeyPress) => void
}

const noDrafts: ReadonlyMap<number, string> = new Map()

/** On a change, a accepts, u takes back, c corrects. */
export function useDeciding(rewrite: Rewrite | null, walk: Walk): Deciding {
  const decisions = useStore((state) => state.decisions)
  const decide = useStore((state) => state.decideChange)
  const [written, setWritten] = useState({ of: rewrite, drafts: noDrafts })
  const [correcting, setCorrecting] = useState<number | null>(null)
  // Another answer has other changes.
  const drafts = written.of === rewrite ? written.drafts : noDrafts
  const draft = (place: number, text: string | null) => {
    const next = new Map(drafts)
    if (text === null) next.delete(place)
    else next.set(place, text)
    setWritten({ of: rewrite, drafts: next })
  }
  const begin = (place: number) => {
    const edit = rewrite?.edits[place]
    if (edit === undefined) return
    const decision = decisions.get(place)
    if (!drafts.has(place)) draft(place, decision?.kind === 'corrected' ? decision.text : edit.after)
    setCorrecting(place)
  }
  const giveUp = (place: number) => {
    draft(place, null)
    setCorrecting(null)
    walk.goTo(place)
  }
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
    giveUp(place)
  }
  const keys: Readonly<Record<string, (place: number) => void>> = { a: accept, u: undo, c: begin }
  const onKeyDown = (event: KeyPress) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const isHere = target === document.body || target?.localName === 'h1' || target?.dataset.walk !== undefined
    if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || walk.at === null || !isHere) return
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act(walk.at)
  }
  return { accept, undo, correct, begin, drafts, draft, giveUp, correcting, setCorrecting, onKeyDown }
}
