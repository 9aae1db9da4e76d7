const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A number of things: "38,204". */
export function count(value: number): string {
  return whole.format(value)
}

/** The same with what is counted: "1 row", "2 rows". */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`
}

/** Bytes of files in the units that Macs show: 1,000 to the next. */
export function bytes(value: number): string {
  return inUnits(value, 1000)
}

/** Bytes of memory in the units that Macs and their Activity Monitor show: 1,024 to the next. */
export function memoryBytes(value: number): string {
  return inUnits(value, 1024)
}

function inUnits(value: number, base: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let rest = value
  let unit = 0
  while (rest >= base - 0.5 && unit < units.length - 1) {
    rest /= base
    unit += 1
  }
  const digits = unit === 0 || rest >= 99.95 ? 0 : 1
  return `${rest.toFixed(digits)} ${units[unit] ?? ''}`
}

/** A length of time in words of at most two units: "11 min", "1 h 05 min", "40 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–'
  if (seconds < 1) return 'under 1 s'
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** A loss with three places, a very large one by its power of ten; or what it is instead of a number. */
export function loss(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'not a number'
  return Math.abs(value) >= 1e6 ? powerOfTen(value) : value.toFixed(3)
}

/** A number by its power of ten, with at most two places: "1.5e8", "1e-7". */
export function powerOfTen(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
}
