import { count, loss } from '../../electron/shared/quantities'
import { VisibleText } from '../parts/VisibleText'
import { rate } from '../text/format'
import { type Breaks, breakWords } from './breaks'
import type { Drawing } from './chart-options'
import { type Line, legendOf, type ViewName, writeValue } from './views'

type Props = { readonly view: ViewName; readonly lines: readonly Line[]; readonly marks: Drawing['marks'] }

/** What each line is, in its colour and dash, and what is marked: first of the run looked at, then of those laid over it. */
export function Legend({ view, lines, marks: { best, breaks } }: Props) {
  const entries = legendOf(lines)
  const own = breaks.find(({ name }) => name === null)
  return (
    <ul className="legend small quiet" aria-label="Legend">
      {entries
        .filter(({ line }) => line.of === null)
        .map(({ line, label }) => (
          <li key={line.id} title={line.hint ?? label}>
            <LineKey line={line} />
            {label}
            {line.level && ` ${writeValue(view, line, line.values[0] ?? Number.NaN)}`}
          </li>
        ))}
      {view === 'loss' && best !== null && (
        <li title="The weights of this step are kept as the best">
          <svg width="16" height="12" aria-hidden="true">
            <circle cx="8" cy="6" r="5" fill="none" stroke="var(--e2)" strokeWidth="1.5" />
          </svg>
          best {loss(best.loss)}
          {best.score !== null && `, F1 ${rate(best.score)}`} at step {count(best.step)}
        </li>
      )}
      {own !== undefined && (
        <li>
          <BreakMark of={own} />
        </li>
      )}
      {entries
        .filter(({ line }) => line.of !== null)
        .map(({ line, label }) => (
          <li key={line.id} title={label}>
            <LineKey line={line} />
            <span className="clip">
              <VisibleText text={label} />
            </span>
            {breaks.map((of) => of.id === line.of?.id && <BreakMark key={of.id} of={of} />)}
          </li>
        ))}
      <li>across: steps</li>
    </ul>
  )
}

/** The sign of figures that were no numbers, and where they were. */
function BreakMark({ of }: { readonly of: Breaks }) {
  return (
    <span className="break" style={{ color: `var(${of.colour})` }}>
      <span aria-hidden="true">✗</span> {breakWords(of)}
    </span>
  )
}

/** A line as it is drawn, in short. */
export function LineKey({ line }: { readonly line: Pick<Line, 'colour' | 'dash' | 'width' | 'faint' | 'points'> }) {
  const stroke = `var(${line.colour})`
  return (
    <svg width="22" height="10" aria-hidden="true" opacity={line.faint ? 0.4 : 1}>
      <line x1="0" y1="5" x2="22" y2="5" stroke={stroke} strokeWidth={line.width} strokeDasharray={line.dash.join(' ')} />
      {line.points && <circle cx="11" cy="5" r="3.5" fill={stroke} />}
    </svg>
  )
}
