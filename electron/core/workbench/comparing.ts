import { type CodeSet, codeSet, joined, noCodes } from './code-set'
import type { Document } from './document'
import { FirstRows } from './first-rows'
import type { RowFacts } from './row-facts'
import { RowGroups } from './row-groups'

const sameRow = codeSet('same-row')
const twoRewrites = codeSet('two-rewrites')
const leak = codeSet('leak')
/** Rows between two moments in which others have the thread. */
const stride = 2_000

/** What rows are compared by. `partOf` tells the part that files or hands put a row in. */
export type Compared = {
  readonly document: Document
  readonly facts: RowFacts
  readonly partOf: (id: number) => string | null
  readonly note: (id: number, found: CodeSet, like: number) => void
}

/**
 * Looks at rows against each other: the same row twice, a source with two rewrites, and sources on two sides of the given parts. Rewrites
 * that disagree are told of both rows, leaks of the one that is held out, everything else of the later one. Returns which rows belong
 * together: those of one source or one document.
 */
export function* compareRows({ document, facts, partOf, note }: Compared): Generator<void, RowGroups> {
  const rows = document.order.from().slice()
  const groups = new RowGroups(document.rows)
  const sources = new FirstRows(rows.length, (id) => facts.sourceHash(id))
  const pairs = new FirstRows(rows.length, (id) => mixed(facts.sourceHash(id), facts.rewriteHash(id)))
  let documents: FirstRows | null = null
  for (let at = 0; at < rows.length; at++) {
    if (at % stride === 0) yield
    const id = rows[at] ?? 0
    if (facts.sourceHash(id) === 0 || !facts.isUsable(id)) continue
    if (facts.groupHash(id) !== 0) {
      documents ??= new FirstRows(rows.length, (other) => facts.groupHash(other))
      const sibling = documents.firstLike(id)
      if (sibling !== null) groups.unite(id, sibling)
    }
    const twin = pairs.firstLike(id)
    const same = sources.firstLike(id)
    if (same === null) continue
    groups.unite(id, same)
    const [part, other] = [partOf(id), partOf(same)]
    const crosses = part !== null && other !== null && part !== other
    const found = twin === null ? twoRewrites : sameRow
    note(id, crosses && part !== 'train' ? joined(found, leak) : found, twin ?? same)
    const back = joined(twin === null ? twoRewrites : noCodes, crosses && part === 'train' ? leak : noCodes)
    if (back.low !== 0 || back.high !== 0) note(same, back, facts.like(same) ?? id)
  }
  return groups
}

/** One key of two, neither of which alone would do. */
function mixed(one: number, other: number): number {
  const low = (Math.imul(one >>> 0, 0x9e3779b1) ^ other) >>> 0
  const high = (Math.floor(one / 2 ** 32) ^ Math.imul(other, 0x85ebca77)) & 0x1f_ffff
  return high * 2 ** 32 + low
}
