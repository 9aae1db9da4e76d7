/** Bytes in the units that Macs show: 1,000 to the next. */
export function bytes(value: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let rest = value
  let unit = 0
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
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
