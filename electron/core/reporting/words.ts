/** 38204 → "38,204". */
export function countWords(value: number): string {
  return value.toLocaleString('en-US')
}

/** "1 row", "2 rows". */
export function counted(value: number, noun: string): string {
  return `${countWords(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** A loss with three places, a very large one as a power of ten; or what it is instead of a number. */
export function lossWords(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'not a number'
  return Math.abs(value) >= 1e6 ? powerWords(value) : value.toFixed(3)
}

/** A score from 0 to 1 with two places. */
export function rateWords(value: number): string {
  return value.toFixed(2)
}

/** A moment that reads the same wherever the report is opened: "26 Nov 2026, 14:05 UTC". */
export function momentWords(iso: string): string {
  const at = new Date(iso)
  const day = at.toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`
}

/** A number by its power of ten, with at most two places: "1.5e8". */
export function powerWords(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
}
