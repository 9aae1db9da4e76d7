import { useEffect, useState } from 'react'
import type { Rewrite } from '../../electron/shared/resolution'
import { takesLetters } from '../frame/use-command'
import type { Entity } from './entities'

/** A key that was pressed, as React or the browser tells of it. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'repeat' | 'target' | 'preventDefault'>

/** Walking through the changes of an answer, and what is lit meanwhile. */
export type Walk = {
  /** Place of the change at hand in the rewrite's edits; null before the first. */
  readonly at: number | null
  /** The entity whose mentions are lit. */
  readonly lit: Entity | null
  readonly light: (entity: Entity | null) => void
  readonly visit: (place: number | null) => void
  readonly step: (by: 1 | -1) => void
  /** Goes to a change and gives it the keys; −1 is none. */
  readonly goTo: (place: number) => void
  readonly onKeyDown: (event: KeyPress) => void
}

/** n and p, or the arrows on a change, walk; typing is left alone. */
export function useWalk(rewrite: Rewrite | null): Walk {
  const [at, setAt] = useState<number | null>(null)
  const [lit, setLit] = useState<Entity | null>(null)
  // Another answer starts anew.
  useEffect(() => {
    setAt(null)
    setLit(null)
  }, [rewrite])
  const places = rewrite?.edits.length ?? 0
  const goTo = (place: number) => {
    if (place < 0 || place >= places) return
    setAt(place)
    document.querySelector<HTMLElement>(`[data-walk="${place}"]`)?.focus()
  }
  const step = (by: 1 | -1) => {
    if (places === 0) return
    const next = at === null ? (by === 1 ? 0 : places - 1) : (at + by + places) % places
    goTo(next)
  }
  const onKeyDown = (event: KeyPress) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    if (event.metaKey || event.ctrlKey || event.altKey || target === null || takesLetters(target)) return
    const onMark = target?.dataset.walk !== undefined
    if (event.key === 'n' || (onMark && (event.key === 'ArrowRight' || event.key === 'ArrowDown'))) step(1)
    else if (event.key === 'p' || (onMark && (event.key === 'ArrowLeft' || event.key === 'ArrowUp'))) step(-1)
    else return
    event.preventDefault()
  }
  return { at, lit, light: setLit, visit: setAt, step, goTo, onKeyDown }
}
