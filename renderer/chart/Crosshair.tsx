import type { KeyboardEvent } from 'react'
import { count } from '../../electron/shared/quantities'
import { LineKey } from './Legend'
import type { Reading } from './reading'

type SliderProps = {
  /** Steps that are in view. */
  readonly steps: readonly number[]
  readonly at: number | null
  readonly onStand: (step: number | null) => void
  /** Zooms around the crosshair: below 1 in, above 1 out. */
  readonly onZoom: (factor: number) => void
}

/** The crosshair's way for the keyboard: a slider over the steps in view; plus and minus zoom. */
export function CrosshairSlider({ steps, at, onStand, onZoom }: SliderProps) {
  const place = at === null ? steps.length - 1 : steps.indexOf(at)
  const press = (event: KeyboardEvent) => {
    const factor = event.key === '+' || event.key === '=' ? 0.5 : event.key === '-' ? 2 : null
    if (factor === null) return
    event.preventDefault()
    onZoom(factor)
  }
  return (
    <input
      type="range"
      className="crosshair unseen"
      aria-label="Crosshair"
      aria-valuetext={at === null ? 'off' : `step ${count(at)}`}
      aria-description="Arrow keys go from figure to figure, plus and minus zoom, Escape shows the whole run."
      min={0}
      max={Math.max(0, steps.length - 1)}
      value={Math.max(0, place)}
      onChange={(event) => onStand(steps[event.target.valueAsNumber] ?? null)}
      onFocus={() => onStand(at ?? steps.at(-1) ?? null)}
      onBlur={() => onStand(null)}
      onKeyDown={press}
    />
  )
}

type ReadoutProps = { readonly step: number; readonly readings: readonly Reading[]; readonly side: 'left' | 'right' }

/** The values of every line where the crosshair stands. What is heard of it is said elsewhere. */
export function Readout({ step, readings, side }: ReadoutProps) {
  return (
    <div className={`readout num ${side}`} aria-hidden="true">
      <b>step {count(step)}</b>
      <ul>
        {readings.map(({ line, text, from }) => (
          <li key={line.id}>
            <LineKey line={line} />
            <span className="clip">{line.label}</span>
            <span>
              {text}
              {from !== null && <span className="quiet"> at {count(from)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
