import { powerWords } from './words'

/** A place on an axis that is named. */
export type Tick = { readonly value: number; readonly label: string }

/**
 * Round numbers within an axis, 1, 2 or 5 times a power of ten apart, ascending and about `most` of them: never more, but for a very short axis,
 * which is named at its ends. None where an end is no number.
 */
export function linearTicks(low: number, high: number, most: number): readonly Tick[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return []
  const step = roundStep((high - low) / most)
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)]
  if (!Number.isFinite(step) || !Number.isSafeInteger(first) || !Number.isSafeInteger(last) || last < first || last - first > most)
    return ends(low, high)
  const values = Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)))
  const within = [...new Set(values)].filter((value) => value >= low && value <= high)
  return within.length === 0 ? ends(low, high) : within.map((value) => ({ value, label: words(value, step) }))
}

/** The same for an axis of whole numbers. */
export function wholeTicks(low: number, high: number, most: number): readonly Tick[] {
  return linearTicks(low, high, Math.min(most, Math.max(1, high - low))).filter(({ value }) => Number.isInteger(value))
}

/** Powers of ten within a logarithmic axis, at most `most`, with what is twice and five times as much where there is room for it. */
export function logTicks(low: number, high: number, most: number): readonly Tick[] {
  if (!(low > 0) || !Number.isFinite(high) || low > high) return []
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const powers = Array.from({ length: last - first + 1 }, (_, place) => first + place)
  const within = (factors: readonly number[], stride: number) =>
    powers
      .filter((power) => power % stride === 0)
      .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
      .filter((value) => value >= low && value <= high)
  const fine = within([1, 2, 5], 1)
  const values = fine.length <= most ? fine : within([1], Math.max(1, Math.ceil(powers.length / most)))
  return values.length === 0 ? ends(low, high) : values.map((value) => ({ value, label: words(value, value) }))
}

/** 1, 2 or 5 times a power of ten, not below a distance; NaN where there is none. */
function roundStep(distance: number): number {
  const power = Math.floor(Math.log10(distance))
  return [1, 2, 5, 10].map((factor) => Number(`${factor}e${power}`)).find((step) => step >= distance * (1 - 1e-9)) ?? Number.NaN
}

function ends(low: number, high: number): readonly Tick[] {
  return [...new Set([low, high])].map((value) => ({ value, label: words(value, Math.abs(value)) }))
}

/** A number with as many places as its axis needs: 0.2, 1.0, 12,000, 3e-7. */
function words(value: number, step: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e7 || size < 1e-4) return powerWords(value)
  const places = Math.min(6, Math.max(0, -Math.floor(Math.log10(step))))
  return value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })
}
