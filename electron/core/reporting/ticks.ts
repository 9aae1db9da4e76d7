import { type LinearAxis, namedPlaces, placeWords, roundSteps } from '../../shared/axis-range'
import { logPlaces } from '../../shared/log-axis'

/** A place on an axis that is named. */
export type Tick = { readonly value: number; readonly label: string }

/**
 * Round numbers within an axis, 1, 2 or 5 times a power of ten apart, ascending and about `most` of them: never more, but for a very short axis,
 * which is named at its ends. None where an end is no number.
 */
export function linearTicks(low: number, high: number, most: number): readonly Tick[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return []
  const step = roundSteps((high - low) / most)[0] ?? Number.NaN
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)]
  if (!Number.isFinite(step) || !Number.isSafeInteger(first) || !Number.isSafeInteger(last) || last < first || last - first > most)
    return ends(low, high)
  const values = Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)))
  const within = [...new Set(values)].filter((value) => value >= low && value <= high)
  return within.length === 0 ? ends(low, high) : within.map((value) => ({ value, label: placeWords(value, step) }))
}

/** The named places of an axis whose ends are such places themselves. */
export function axisTicks(axis: LinearAxis): readonly Tick[] {
  return namedPlaces(axis).map((value) => ({ value, label: placeWords(value, axis.step) }))
}

/** The same as `linearTicks` for an axis of whole numbers. */
export function wholeTicks(low: number, high: number, most: number): readonly Tick[] {
  return linearTicks(low, high, Math.min(most, Math.max(1, high - low))).filter(({ value }) => Number.isInteger(value))
}

/** The named places of a logarithmic axis, about `most`. */
export function logTicks(low: number, high: number, most: number): readonly Tick[] {
  return logPlaces(low, high, most).map((value) => ({ value, label: placeWords(value, value) }))
}

function ends(low: number, high: number): readonly Tick[] {
  return [...new Set([low, high])].map((value) => ({ value, label: placeWords(value, Math.abs(value)) }))
}
