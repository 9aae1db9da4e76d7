import { useEffect, useRef } from 'react'
import type { ShownEntry } from '../../electron/shared/growing'
import { count } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { pairOf } from './pair-of'
import { pageSize } from './use-entries'

type Props = {
  readonly entries: readonly ShownEntry[]
  /** Place in the page; −1 for one that is not in it. */
  readonly place: number
  readonly offset: number
  readonly total: number
  readonly onVisit: (place: number) => void
  readonly onPage: (offset: number) => void
}

/** A page of candidates. The review's keys walk it. */
export function ReviewList({ entries, place, offset, total, onVisit, onPage }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' })
  }, [place])
  return (
    <div className="review-list">
      <div
        ref={list}
        role="listbox"
        aria-label="Candidates"
        className="rows"
        tabIndex={0}
        aria-activedescendant={entries[place] === undefined ? undefined : `candidate-${entries[place].candidate.id}`}
      >
        {entries.map((entry, at) => {
          const worst = entry.candidate.reasons.some(({ severity }) => severity === 'error') ? 'bad' : 'warn'
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the candidate
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list answers the keys
            <div
              key={entry.candidate.id}
              id={`candidate-${entry.candidate.id}`}
              role="option"
              aria-selected={at === place}
              aria-posinset={offset + at + 1}
              aria-setsize={total}
              className={at === place ? 'line current' : 'line'}
              onClick={() => onVisit(at)}
            >
              <span className="num quiet">{count(offset + at + 1)}</span>
              <span className="words clip">
                <VisibleText text={pairOf(entry).source} />
              </span>
              {entry.candidate.reasons.length > 0 && <Flag tone={worst}>{count(entry.candidate.reasons.length)}</Flag>}
            </div>
          )
        })}
      </div>
      {total > pageSize && (
        <footer className="pane-foot row num quiet">
          <Button look="quiet" disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - pageSize))}>
            Previous
          </Button>
          <span>
            {count(offset + 1)}–{count(offset + entries.length)} of {count(total)}
          </span>
          <Button look="quiet" disabled={offset + entries.length >= total} onClick={() => onPage(offset + pageSize)}>
            Next
          </Button>
        </footer>
      )}
    </div>
  )
}
