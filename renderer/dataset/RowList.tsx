import { observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { RowView } from '../../electron/shared/dataset'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { RowText } from './RowText'
import type { RowPages, RowsKnown } from './row-pages'

type Props = {
  readonly pages: RowPages
  readonly known: RowsKnown
  /** Index of the row in the detail. */
  readonly selected: number | null
  /** Place in the list to bring into view; null leaves it where it is. */
  readonly reveal: number | null
  readonly empty: string
  readonly onSelect: (row: RowView) => void
}

/** What a row is taken for until it is measured, in pixels. */
const rowHeight = 56
/** The tallest a list is drawn, in pixels: browsers cut an element off at about 33 million. */
const tallest = 15_000_000

/** How many pixels of the list one pixel of scrolling stands for: more than one only where it would be too tall. */
const squeeze = ({ options }: Virtualizer<HTMLDivElement, Element>): number => Math.max(1, (options.count * rowHeight) / tallest)

/** Scrolls to a place. In a squeezed list the virtualizer's own way would stop at the browser's height. */
function bringIntoView(virtual: Virtualizer<HTMLDivElement, Element>, place: number): void {
  const row = virtual.measurementsCache[place]
  if (squeeze(virtual) === 1 || row === undefined) {
    virtual.scrollToIndex(place, { align: 'auto' })
    return
  }
  const top = virtual.scrollOffset ?? 0
  const view = virtual.scrollRect?.height ?? 0
  const to = row.start < top ? row.start : row.end > top + view ? row.end - view : top
  virtual.scrollElement?.scrollTo({ top: to / squeeze(virtual) })
}

/** Rows by the hundred thousand: only those in view are there. Arrow keys walk, Home and End jump. */
export function RowList({ pages, known, selected, reveal, empty, onSelect }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: known.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (place) => place,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (offset, scrolling) => tell(offset * squeeze(instance), scrolling)),
    scrollToFn: (offset, { adjustments = 0, behavior }, instance) =>
      instance.scrollElement?.scrollTo({
        top: (offset + adjustments) / squeeze(instance),
        ...(behavior === undefined ? {} : { behavior }),
      }),
  })
  const factor = squeeze(virtual)
  const view = virtual.scrollRect?.height ?? 0
  const lift = (virtual.scrollOffset ?? 0) * (1 - 1 / factor)
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => pages.ensure(first, last), [pages, known, first, last])
  // Where the keys are; the row there may still be on its way.
  const cursor = useRef<number | null>(null)
  const awaited = useRef(false)
  const there = reveal !== null && reveal < known.total
  useEffect(() => {
    if (reveal === null || !there) return
    cursor.current = reveal
    bringIntoView(virtual, reveal)
  }, [reveal, there, virtual])
  useEffect(() => {
    const row = awaited.current && cursor.current !== null ? known.at(cursor.current) : undefined
    if (row === undefined) return
    awaited.current = false
    onSelect(row)
  }, [known, onSelect])
  const walk = (event: KeyboardEvent) => {
    const here = cursor.current ?? items.find((item) => known.at(item.index)?.index === selected)?.index ?? reveal
    const to = destination(event.key, here, known.total)
    if (to === null) return
    event.preventDefault()
    cursor.current = to
    bringIntoView(virtual, to)
    const row = known.at(to)
    awaited.current = row === undefined
    if (row === undefined) pages.ensure(to, to)
    else onSelect(row)
  }
  const point = (row: RowView, place: number) => {
    cursor.current = place
    onSelect(row)
  }
  if (known.failure !== null) return <FailureNote failure={known.failure} />
  if (known.total === 0) return <p className="nothing">{empty}</p>
  return (
    // The listbox pattern: one tab stop, the arrows move the choice.
    <div
      ref={scroller}
      className="rows"
      role="listbox"
      aria-label="Rows"
      tabIndex={0}
      aria-activedescendant={selected === null ? undefined : `row-${selected}`}
      onKeyDown={walk}
    >
      <div style={{ height: view + (virtual.getTotalSize() - view) / factor }}>
        {items.map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="place"
            style={{ transform: `translateY(${item.start - lift}px)` }}
          >
            <Row row={known.at(item.index)} total={known.total} place={item.index} selected={selected} onSelect={point} />
          </div>
        ))}
      </div>
    </div>
  )
}

type RowProps = {
  readonly row: RowView | undefined
  readonly place: number
  readonly total: number
  readonly selected: number | null
  readonly onSelect: (row: RowView, place: number) => void
}

function Row({ row, place, total, selected, onSelect }: RowProps) {
  if (row === undefined) return <div className="line waiting">…</div>
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the row
    <div
      id={`row-${row.index}`}
      role="option"
      aria-selected={row.index === selected}
      aria-posinset={place + 1}
      aria-setsize={total}
      className="line"
      onClick={() => onSelect(row, place)}
    >
      <span className="num quiet">{row.line}</span>
      <span className="words">
        <RowText row={row} />
        {row.edited && <Flag tone="live">edited</Flag>}
        {row.problems.map((problem) => (
          <Flag key={`${problem.code}${problem.column}`} tone={problem.severity === 'error' ? 'bad' : 'warn'}>
            <VisibleText text={problem.message} />
          </Flag>
        ))}
      </span>
    </div>
  )
}

function destination(key: string, here: number | null, total: number): number | null {
  const from = here ?? -1
  switch (key) {
    case 'ArrowDown':
      return Math.min(total - 1, from + 1)
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'PageDown':
      return Math.min(total - 1, from + 10)
    case 'PageUp':
      return Math.max(0, from - 10)
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}
