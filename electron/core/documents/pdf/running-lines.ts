import type { PageLine } from './page-lines'

/** Lines at the head and the foot of a page that are looked at. */
const reach = 2
/** Pages on which a line has to come again to be none of the text. */
const leastPages = 3
const leastShare = 0.3

/** Pages without what runs along their heads and feet: numbers of pages, and lines that come again on many, whatever their digits. */
export function withoutRunningLines(pages: readonly (readonly PageLine[])[]): {
  readonly pages: readonly (readonly PageLine[])[]
  readonly left: number
} {
  const often = new Map<string, number>()
  for (const lines of pages) for (const form of new Set(edges(lines).map(formOf))) often.set(form, (often.get(form) ?? 0) + 1)
  const least = Math.max(leastPages, leastShare * pages.length)
  let left = 0
  const kept = pages.map((lines) => {
    const at = new Set(edges(lines))
    return lines.filter((line) => {
      const runs = at.has(line) && (often.get(formOf(line)) ?? 0) >= least
      if (runs) left++
      return !runs
    })
  })
  return { pages: kept, left }
}

function edges(lines: readonly PageLine[]): readonly PageLine[] {
  return lines.length <= 2 * reach
    ? [...lines.slice(0, 1), ...lines.slice(1).slice(-1)]
    : [...lines.slice(0, reach), ...lines.slice(-reach)]
}

/** A line with its numbers masked, and its height: a heading is larger than what runs along. */
function formOf({ text, height }: PageLine): string {
  return `${Math.round(height)} ${text.toLowerCase().replace(/\d+|\b[ivxlc]+\b/g, '#')}`
}
