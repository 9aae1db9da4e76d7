/** A moment that reads the same wherever the report is opened: "26 Nov 2026, 14:05 UTC". */
export function momentWords(iso: string): string {
  const at = new Date(iso)
  const day = at.toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`
}
