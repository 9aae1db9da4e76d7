/** How the lines of a text end: an editor knows but one way, and the text keeps each of its own. */
export type LineEnds = readonly string[]

/** A text as an editor holds it, every line ended by `\n`, and how each of its lines ended. */
export function withoutEnds(text: string): { readonly text: string; readonly ends: LineEnds } {
  return { text: text.replace(/\r\n?/g, '\n'), ends: text.match(/\r\n|\r|\n/g) ?? [] }
}

/** A text as an editor holds it, with its own ends of lines. */
export function withEnds(text: string, ends: LineEnds): string {
  let line = 0
  return text.replace(/\n/g, () => ends[line++] ?? '\n')
}

/** Ends after lines were replaced: those from `first` (counted from 0) to before `last` by `added` new ones, which end as the others do. */
export function endsAfter(ends: LineEnds, first: number, last: number, added: number): LineEnds {
  const usual = ends[first] ?? ends[first - 1] ?? ends[0] ?? '\n'
  return [...ends.slice(0, first), ...Array.from({ length: added }, () => usual), ...ends.slice(last)]
}

/** An offset into the text as an offset into what an editor holds. */
export function offsetWithoutEnds(text: string, offset: number): number {
  const before = text.slice(0, offset)
  return before.length - (before.match(/\r\n/g)?.length ?? 0)
}
