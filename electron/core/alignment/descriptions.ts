import type { Hunk } from './hunks'
import { type IndexedText, isNamedIn } from './phrases'
import { isContentWord, isDeterminer, isFunctionWord, isPronoun } from './references'
import { isWord, type Token } from './tokens'

const reach = 4

/**
 * Widens hunks to the whole descriptive reference where it shares words with its replacement: `[The] senator []` → `[] Senator [Warren]` becomes
 * `[The senator]` → `[Senator Warren]`, and `the [] river` → `the [Amazon] River` becomes `[the river]` → `[the Amazon River]`.
 * Only where the wider replacement stands in the source.
 */
export function widenDescriptions(source: IndexedText, output: readonly Token[], hunks: readonly Hunk[]): readonly Hunk[] {
  const widened: Hunk[] = []
  for (let index = 0; index < hunks.length; index++) {
    const hunk = hunks[index]
    if (hunk === undefined) break
    const next = hunks[index + 1]
    const merged = next === undefined ? null : mergeOverDescription(source, output, hunk, next)
    if (merged !== null) {
      widened.push(merged)
      index++
    } else widened.push(reachDeterminer(source, output, hunk, widened.at(-1)?.to ?? 0, next?.from ?? source.tokens.length) ?? hunk)
  }
  return widened
}

function mergeOverDescription(source: IndexedText, output: readonly Token[], hunk: Hunk, next: Hunk): Hunk | null {
  const [first] = source.tokens.slice(hunk.from, hunk.to)
  const between = source.tokens.slice(hunk.to, next.from)
  if (first === undefined || hunk.to - hunk.from > 1 || !isDeterminer(first) || between.length > reach) return null
  if (!source.tokens.slice(hunk.to, next.to).every((token) => isWord(token) && !isPronoun(token))) return null
  const merged = { from: hunk.from, to: next.to, outputFrom: hunk.outputFrom, outputTo: next.outputTo }
  return isNamedIn(source, output.slice(merged.outputFrom, merged.outputTo)) ? merged : null
}

function reachDeterminer(source: IndexedText, output: readonly Token[], hunk: Hunk, after: number, before: number): Hunk | null {
  const replaced = source.tokens.slice(hunk.from, hunk.to)
  const added = output.slice(hunk.outputFrom, hunk.outputTo)
  if (!added.some((token) => isContentWord(token) && /^\p{Lu}/u.test(token.key))) return null
  if (!replaced.every((token) => isContentWord(token))) return null
  let from = hunk.from
  let determiner: Token | undefined
  while (determiner === undefined && from > after && hunk.from - from < reach) {
    const token = source.tokens[--from]
    if (token === undefined || (isFunctionWord(token) && !isDeterminer(token)) || !isWord(token)) return null
    if (isDeterminer(token)) determiner = token
  }
  if (determiner === undefined) return null
  const outputFrom = hunk.outputFrom - (hunk.from - from)
  for (let extra = 0; extra <= reach && hunk.to + extra <= before; extra++) {
    const last = source.tokens[hunk.to + extra - 1]
    if (extra > 0 && (last === undefined || !isContentWord(last))) return null
    const wide = { from, to: hunk.to + extra, outputFrom, outputTo: hunk.outputTo + extra }
    if (wide.to - from > 1 && isNamedIn(source, output.slice(outputFrom, wide.outputTo))) return wide
  }
  return null
}
