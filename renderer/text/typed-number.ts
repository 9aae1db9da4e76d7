/** The numbers that a field takes. */
export type NumberBounds = {
  readonly min: number
  readonly max: number
  readonly whole: boolean
  /** The least or the largest value itself is refused. */
  readonly open?: 'min' | 'max'
}

/** A number as people write it: small rates as 1e-4. */
export const shownNumber = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential().replace('e-0', 'e-') : String(value)

/** What a typed text stands for, and what is wrong with it. One that is no number is NaN, never a value that was not typed. */
export function readNumber(bounds: NumberBounds, typed: string): { readonly value: number; readonly wrong: string | null } {
  const text = typed.trim().replace('−', '-')
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return { value, wrong: wrongWith(bounds, text, value) }
}

function wrongWith({ min, max, whole, open }: NumberBounds, text: string, value: number): string | null {
  if (/^[+-]?\d+,\d+$/.test(text)) return `Write it with a point, or without one: ${text.replace(',', '.')} or ${text.replace(',', '')}.`
  if (!Number.isFinite(value)) return whole ? 'A whole number is needed.' : 'A number is needed.'
  if (whole && !Number.isInteger(value)) return 'A whole number is needed.'
  if (open === 'min' && value <= min) return `More than ${shownNumber(min)}.`
  if (open === 'max' && value >= max) return `Less than ${shownNumber(max)}.`
  if (value < min) return `At least ${shownNumber(min)}.`
  return value > max ? `At most ${max.toLocaleString('en-US')}.` : null
}
