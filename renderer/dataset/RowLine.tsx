import { memo } from 'react'
import { type Problem, type RowView, type Severity, worstFirst } from '../../electron/shared/dataset'
import { count } from '../../electron/shared/quantities'
import { Flag, type Tone } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { partWords } from './part-words'
import { problemFlag } from './problem-words'
import { RowText } from './RowText'

type Props = {
  /** Undefined while it is on its way. */
  readonly row: RowView | undefined
  readonly place: number
  readonly total: number
  readonly chosen: boolean
  /** Whether the detail shows it. */
  readonly current: boolean
}

/** One row of the list. */
export const RowLine = memo(function RowLine({ row, place, total, chosen, current }: Props) {
  if (row === undefined)
    return (
      <div className="line waiting" data-place={place}>
        …
      </div>
    )
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the row
    <div
      id={`row-${row.id}`}
      data-place={place}
      role="option"
      aria-selected={chosen}
      aria-posinset={place + 1}
      aria-setsize={total}
      className={current ? 'line current' : 'line'}
    >
      <span className="num quiet">{count(row.index + 1)}</span>
      <span className="words">
        <RowText row={row} /> {row.edited && <Flag tone="live">edited</Flag>}
        {row.part !== null && <Flag>{partWords[row.part]}</Flag>}
        {flagged(row.problems).map((problem) => (
          <Flag key={problem.code} tone={tones[problem.severity]} title={problem.message}>
            {wordsOf(problem)}
          </Flag>
        ))}
      </span>
      <span className="num quiet tokens">{row.tokens === null ? '' : count(row.tokens)}</span>
    </div>
  )
})

const tones: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'warn', note: 'plain' }

/** A row's problems, one of each kind, the worst first. */
function flagged(problems: readonly Problem[]): readonly Problem[] {
  return worstFirst(problems.filter(({ code }, at) => problems.findIndex((other) => other.code === code) === at)).slice(0, 4)
}

/** What cannot be read has no text of its own to show, so its flag says where it breaks. */
const wordsOf = ({ code, severity, message }: Problem) => (severity === 'error' ? <VisibleText text={message} /> : problemFlag(code))
