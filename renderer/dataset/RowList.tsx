import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { RowView } from '../../electron/shared/dataset'
import { FailureNote } from '../parts/FailureNote'
import { RowLine } from './RowLine'
import type { RowPages, RowsKnown } from './row-pages'
import { useRowWindow } from './use-row-window'

/** How rows are chosen: one alone, one more or less, all from the last one on. */
export type Choosing = 'one' | 'toggle' | 'range'

type Props = {
  readonly pages: RowPages
  readonly known: RowsKnown
  /** Number of the row in the detail. */
  readonly cursor: number | null
  readonly isChosen: (id: number) => boolean
  /** Place in the list to bring into view. */
  readonly reveal: { readonly place: number } | null
  readonly empty: string
  /** `from` is the place where a range begins. */
  readonly onChoose: (row: RowView, place: number, how: Choosing, from: number) => void
  readonly onChooseAll: () => void
  readonly onRemove: () => void
  readonly onEnter: () => void
}

/** Rows by the million: only those around the view are there. Arrow keys walk, Home and End jump; with Shift they choose what they pass. */
export function RowList({ pages, known, cursor, isChosen, reveal, empty, onChoose, onChooseAll, onRemove, onEnter }: Props) {
  const { scroller, rows, from, to, track, view, reveal: bringIntoView } = useRowWindow(known.total)
  useEffect(() => {
    if (view > 0 || known.total === 0) pages.ensure(from, to - 1)
  }, [pages, known, from, to, view])
  // Where the keys are, before the first where that is not known, and where a range begins; the row there may still be on its way.
  const at = useRef(-1)
  const begin = useRef(0)
  const awaited = useRef<Choosing | null>(null)
  const revealed = useRef<Props['reveal']>(null)
  useEffect(() => {
    // What was brought into view may be scrolled away.
    if (reveal === null || reveal === revealed.current || reveal.place >= known.total || view === 0) return
    revealed.current = reveal
    at.current = reveal.place
    begin.current = reveal.place
    bringIntoView(reveal.place)
  }, [reveal, known.total, view, bringIntoView])
  useEffect(() => {
    const row = awaited.current === null ? undefined : known.at(at.current)
    if (row === undefined || awaited.current === null) return
    onChoose(row, at.current, awaited.current, begin.current)
    awaited.current = null
  })
  const choose = (place: number, how: Choosing) => {
    at.current = place
    if (how !== 'range') begin.current = place
    const row = known.at(place)
    awaited.current = row === undefined ? how : null
    if (row !== undefined) onChoose(row, place, how, begin.current)
  }
  const press = (event: KeyboardEvent) => {
    const command = event.metaKey || event.ctrlKey
    const here = cursor === null ? -1 : at.current
    const place = command ? null : destination(event.key, here, known.total)
    if (place !== null) {
      bringIntoView(place)
      choose(place, event.shiftKey ? 'range' : 'one')
    } else if (command && event.key === 'a') onChooseAll()
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      // One press is one deletion.
      if (!event.repeat) onRemove()
    } else if (event.key === 'Enter' && !command) onEnter()
    else return
    event.preventDefault()
  }
  const point = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-place]') : null
    if (line !== null) choose(Number(line.dataset.place), event.shiftKey ? 'range' : event.metaKey || event.ctrlKey ? 'toggle' : 'one')
  }
  return (
    <>
      {known.failure !== null && <FailureNote failure={known.failure} />}
      {known.failure === null && known.arrived && known.total === 0 && <p className="nothing">{empty}</p>}
      {/* The listbox pattern: one tab stop, the arrows move the choice. */}
      <div
        ref={scroller}
        className="rows"
        hidden={known.total === 0}
        role="listbox"
        aria-label="Rows"
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={cursor === null ? undefined : `row-${cursor}`}
        onKeyDown={press}
        onClick={point}
        // A range is chosen, no text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      >
        <div style={{ height: track }}>
          <div className="rows-view" style={{ height: view }}>
            <div ref={rows} className="rows-layer">
              {places(from, to).map((place) => {
                const row = known.at(place)
                return (
                  <RowLine
                    key={place}
                    row={row}
                    place={place}
                    total={known.total}
                    chosen={row !== undefined && isChosen(row.id)}
                    current={row !== undefined && row.id === cursor}
                  />
                )
              })}
            </div>
          </div>
        </div>
      </div>
    </>
  )
}

const places = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

function destination(key: string, here: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(total - 1, here + 1)
    case 'ArrowUp':
      return Math.max(0, here - 1)
    case 'PageDown':
      return Math.min(total - 1, here + 10)
    case 'PageUp':
      return Math.max(0, here - 10)
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}
