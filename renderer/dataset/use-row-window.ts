import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Anchor, anchorAt, placesAround, scrollAt, trackHeight } from './row-window'

/** What a list of rows by the million needs: the places that are there, and the elements that hold them. */
export type RowWindow = {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** The element whose children are the rows from `from` on; those that are on their way have the class `waiting`. */
  readonly rows: RefObject<HTMLDivElement | null>
  readonly from: number
  readonly to: number
  /** Height of what is scrolled, and of the view, in pixels. */
  readonly track: number
  readonly view: number
  /** Brings a place into view: where it is far, into the upper third. Stays the same function. */
  readonly reveal: (place: number) => void
}

/**
 * A window on `count` rows of any height. Only rows around the view exist; they are laid out from one that stays where it is, so that nothing
 * jumps when heights become known. A turn of the wheel moves rows by as many pixels however long the list is; the scroll bar jumps.
 */
export function useRowWindow(count: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(0)
  const [anchor, setAnchor] = useState<Anchor>({ place: 0, top: 0 })
  // What the layout made of it: the first row in view that has come.
  const settled = useRef<Settled>({ anchor, scroll: 0, fitting: 1 })
  // Kept in view, however tall rows turn out to be, until somebody scrolls.
  const wanted = useRef<number | null>(null)
  const { from, to } = placesAround(anchor, count, view)
  const drawn = useRef({ from, view })
  drawn.current = { from, view }

  // Every layout: rows may have become taller, fewer, or others.
  useLayoutEffect(() => {
    const [frame, layer] = [scroller.current, rows.current]
    if (frame === null || layer === null) return
    settled.current = settle(frame, layer, { anchor: settled.current.anchor, from, count, view, reveal: wanted.current })
    const needed = placesAround(settled.current.anchor, count, view)
    if (needed.from < from || needed.to > to) setAnchor(settled.current.anchor)
  })

  const moveTo = useCallback((next: Anchor) => {
    settled.current = { ...settled.current, anchor: next }
    setAnchor(next)
  }, [])

  useEffect(() => {
    const frame = scroller.current
    if (frame === null) return
    const watch = new ResizeObserver(() => setView(frame.clientHeight))
    watch.observe(frame)
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
      const { place, top } = settled.current.anchor
      wanted.current = null
      moveTo({ place, top: top - pixels })
    }
    frame.addEventListener('wheel', turn, { passive: false })
    return () => {
      watch.disconnect()
      frame.removeEventListener('wheel', turn)
    }
  }, [moveTo])

  useEffect(() => {
    const frame = scroller.current
    if (frame === null) return
    const drag = () => {
      const { scroll, fitting } = settled.current
      // Our own scrolling comes back as an event too.
      if (Math.abs(frame.scrollTop - scroll) <= 1.5) return
      // At its end the last row stays in view, however tall the rows before it turn out to be.
      wanted.current = frame.scrollTop >= frame.scrollHeight - frame.clientHeight - 1 ? count - 1 : null
      moveTo(anchorAt(frame.scrollTop, count, view, fitting))
    }
    frame.addEventListener('scroll', drag)
    return () => frame.removeEventListener('scroll', drag)
  }, [count, view, moveTo])

  const reveal = useCallback(
    (place: number) => {
      wanted.current = place
      const layer = rows.current
      const { from, view } = drawn.current
      const isThere = layer !== null && place >= from && place < from + layer.childElementCount
      moveTo(isThere ? { ...settled.current.anchor } : { place, top: view / 3 })
    },
    [moveTo],
  )
  return { scroller, rows, from, to, track: trackHeight(count, view), view, reveal }
}

/** How a list stands: its first row in view that has come, where the scroll bar is, and how many rows fit the view. */
type Settled = { readonly anchor: Anchor; readonly scroll: number; readonly fitting: number }

type Unsettled = {
  readonly anchor: Anchor
  readonly from: number
  readonly count: number
  readonly view: number
  /** A place that has to be in view; null where none was asked for. */
  readonly reveal: number | null
}

/** Moves the rows to where their anchor says, held at both ends, and the scroll bar with them. */
function settle(frame: HTMLElement, layer: HTMLElement, { anchor, from, count, view, reveal }: Unsettled): Settled {
  const origin = layer.getBoundingClientRect()
  // Heights may end in fractions of a pixel, which add up.
  const boxes = Array.from(layer.children, (row) => row.getBoundingClientRect())
  const rows = boxes.map((box) => ({ top: box.top - origin.top, bottom: box.bottom - origin.top }))
  const last = rows.length - 1
  const held = rows[Math.min(last, Math.max(0, anchor.place - from))]
  if (held === undefined) return { anchor: { place: 0, top: 0 }, scroll: 0, fitting: 1 }
  const { height } = origin
  let shift = anchor.top - held.top
  const shown = reveal === null ? undefined : rows[reveal - from]
  if (shown !== undefined && shown.top + shift < 0) shift = -shown.top
  else if (shown !== undefined) shift = Math.min(shift, view - shown.bottom)
  if (from + rows.length >= count) shift = Math.max(shift, view - height)
  if (from === 0) shift = Math.min(shift, 0)
  layer.style.transform = `translateY(${shift}px)`
  const isInView = ({ top, bottom }: (typeof rows)[number]) => bottom + shift > 0 && top + shift < view
  // A row that is on its way may become taller: what can be read stays where it is.
  const read = rows.findIndex((row, at) => isInView(row) && !layer.children[at]?.classList.contains('waiting'))
  const first = Math.max(0, read === -1 ? rows.findIndex(isInView) : read)
  const row = rows[first] ?? held
  const top = { place: from + first, top: row.top + shift }
  const fitting = (view * rows.length) / Math.max(1, height)
  const isAtEnd = from + rows.length >= count && height + shift <= view + 1
  frame.scrollTop = isAtEnd && count > fitting ? frame.scrollHeight : scrollAt(top, row.bottom - row.top, count, view, fitting)
  return { anchor: top, scroll: frame.scrollTop, fitting }
}
