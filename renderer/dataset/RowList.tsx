import { useVirtualizer } from '@tanstack/react-virtual'
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

/** Rows by the hundred thousand: only those in view are there. Arrow keys walk, Home and End jump. */
export function RowList({ pages, known, selected, reveal, empty, onSelect }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: known.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => 56,
    overscan: 8,
    getItemKey: (place) => place,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => pages.ensure(first, last), [pages, known, first, last])
  useEffect(() => {
    if (reveal !== null) virtual.scrollToIndex(reveal, { align: 'auto' })
  }, [reveal, virtual])
  const walk = (event: KeyboardEvent) => {
    const here = items.find((item) => known.at(item.index)?.index === selected)?.index ?? reveal
    const to = destination(event.key, here, known.total)
    if (to === null) return
    event.preventDefault()
    const row = known.at(to)
    virtual.scrollToIndex(to, { align: 'auto' })
    if (row === undefined) pages.ensure(to, to)
    else onSelect(row)
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
      <div style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="place"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <Row row={known.at(item.index)} total={known.total} place={item.index} selected={selected} onSelect={onSelect} />
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
  readonly onSelect: (row: RowView) => void
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
      onClick={() => onSelect(row)}
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
