import { type Band, bandOf } from '../alignment/band'
import { type IndexedText, indexText, isPossessive, standsAt } from '../alignment/phrases'
import { isContractionOf } from '../alignment/references'
import { sameToken, sameTokens, type Token } from '../alignment/tokens'
import type { Lexicon } from './lexicon'
import type { Pattern, PatternElement, Shortcut } from './pattern'

/** How one element or output token was used; `output` is the token position, a slot's is where it begins. */
export type SlotStep =
  | { readonly kind: 'match' | 'substitute' | 'insert' | 'delete'; readonly output: number }
  /** A wording of the gold rewrite in place of `elements` tokens of the source. */
  | { readonly kind: 'variant'; readonly output: number; readonly length: number; readonly elements: number }
  | { readonly kind: 'slot'; readonly index: number; readonly output: number; readonly length: number }

// Hundredths, so that equal costs are equal.
const cost = {
  substitution: 150,
  deletion: 100,
  insertion: 100,
  form: 30,
  source: 50,
  other: 60,
  empty: 120,
  unknown: 100,
  unknownToken: 45,
}
const longestSlot = 12
const longestGold = 240
const far = 1 << 29

// A cell's byte. 4 to 244: a slot with 0 to 240 tokens. From 245: one of at most eleven shortcuts that end in the row.
const code = { diagonal: 1, delete: 2, insert: 3, slot: 4, shortcut: 245, last: 255 }

type Slot = Extract<PatternElement, { kind: 'slot' }>
type Fixed = Extract<PatternElement, { kind: 'fixed' }>
type Put = (column: number, value: number, step: number) => void
type Row = { readonly from: number; readonly costs: Int32Array }

/**
 * Holds an output against the pattern at the lowest cost (fixed token: match 0, substitution 1.5, deletion 1, insertion 1; slot: see `fillSlot`).
 * Returns the steps in order. Exact up to 16 million cells (4,000 × 4,000 tokens), in a band around the diagonal beyond (see `bandOf`).
 */
export function alignSlots(pattern: Pattern, output: readonly Token[], lexicon: Lexicon): readonly SlotStep[] {
  const band = bandOf(pattern.elements.length, output.length)
  return trace(pattern, output, band, fill(pattern, output, lexicon, band))
}

/** Whether the words are the gold text; `'s` and `'` are the same possessive. */
export function isGold(words: readonly Token[], gold: readonly Token[]): boolean {
  if (words.length !== gold.length) return false
  const bare = isPossessive(words) && isPossessive(gold) ? -1 : undefined
  return sameTokens(words.slice(0, bare), gold.slice(0, bare))
}

/**
 * Lets a slot take output tokens, at these costs in hundredths: the gold text 0, the same entity in another form 0.3, the source mention
 * itself 0.5, another entity of the text 0.6, nothing 1.2, anything else 1 + 0.45 · length. 0 to 12 tokens, or as many as gold has.
 */
function fillSlot({ mention, index }: Slot, above: Row, lexicon: Lexicon, output: readonly Token[], to: number, put: Put): void {
  const { words, gold } = mention
  const entity = lexicon.entityOfMention[index] ?? -1
  const most = Math.max(longestSlot, Math.min(gold.length, longestGold))
  for (let start = above.from; start < above.from + above.costs.length; start++) {
    const before = at(above, start)
    const room = Math.min(to - start, most)
    const first = output[start]
    put(start, before + cost.empty, code.slot)
    for (let length = 1; length <= room; length++)
      put(start + length, before + cost.unknown + cost.unknownToken * length, code.slot + length)
    const isSource = first !== undefined && words.length <= room && standsAt(output, start, words)
    if (isSource) put(start + words.length, before + cost.source, code.slot + words.length)
    for (const { length, entities } of lexicon.stretches.get(start) ?? []) {
      // Words that the source has in this very place are no other form: the mention was left alone.
      if (length > room || (isSource && length === words.length)) continue
      put(start + length, before + (entities.includes(entity) ? cost.form : cost.other), code.slot + length)
    }
    const [goldFirst] = gold
    if (first === undefined || goldFirst === undefined || gold.length > room || !sameToken(first, goldFirst)) continue
    if (isGold(output.slice(start, start + gold.length), gold)) put(start + gold.length, before, code.slot + gold.length)
  }
}

function fill(pattern: Pattern, output: readonly Token[], lexicon: Lexicon, band: Band): Uint8Array {
  const { elements, shortcuts } = pattern
  const steps = new Uint8Array((elements.length + 1) * band.width)
  const kept = new Map<number, Row>(shortcuts.map(({ from }) => [from, { from: 0, costs: new Int32Array(0) }]))
  const indexed = indexText(output)
  let above: Row = { from: 0, costs: new Int32Array(0) }
  for (let row = 0; row <= elements.length; row++) {
    const [from, to] = [band.from(row), band.to(row)]
    const costs = new Int32Array(to - from + 1).fill(far)
    const current: Row = { from, costs }
    const offset = row * band.width - from
    const put: Put = (column, value, step) => {
      if (value < (costs[column - from] ?? 0)) {
        costs[column - from] = value
        steps[offset + column] = step
      }
    }
    const element = elements[row - 1]
    if (element === undefined) costs[0] = 0
    else if (element.kind === 'slot') fillSlot(element, above, lexicon, output, to, put)
    else fillFixed(matchesOf(element, indexed), above, current, steps, offset)
    const endings = endingAt(shortcuts, row)
    if (kept.has(row)) kept.set(row, current)
    for (let column = from; column <= to; column++) {
      const added = (costs[column - 1 - from] ?? far) + cost.insertion
      if (added < (costs[column - from] ?? 0)) {
        costs[column - from] = added
        steps[offset + column] = code.insert
      }
      for (let index = 0; index < endings.length; index++) {
        const shortcut = endings[index]
        const before = shortcut === undefined ? undefined : kept.get(shortcut.from)
        if (shortcut === undefined || before === undefined) continue
        const start = column - shortcut.gold.length
        if (start >= 0 && standsAt(output, start, shortcut.gold)) put(column, at(before, start), code.shortcut + index)
      }
    }
    above = current
  }
  return steps
}

/** Lets a fixed token take one output token or none. Most of the time goes here, so that nothing is looked up, made or called in it. */
function fillFixed(matched: Uint8Array, above: Row, { from, costs }: Row, steps: Uint8Array, offset: number): void {
  const shift = from - above.from
  for (let place = 0; place < costs.length; place++) {
    const kept = above.costs[place + shift - 1] ?? far
    const left = (above.costs[place + shift] ?? far) + cost.deletion
    const taken = kept + (matched[place + from - 1] === 1 ? 0 : cost.substitution)
    const least = taken <= left ? taken : left
    if (least >= far) continue
    costs[place] = least
    steps[offset + from + place] = taken <= left ? code.diagonal : code.delete
  }
}

/** Which output tokens a fixed token matches, 1 for those it does. */
function matchesOf(element: Fixed, output: IndexedText): Uint8Array {
  const matched = new Uint8Array(output.tokens.length)
  const like = element.afterReference ? output.tokens.keys() : (output.places.get(element.token.folded) ?? [])
  for (const place of like) {
    const token = output.tokens[place]
    if (token !== undefined && matches(element, token)) matched[place] = 1
  }
  return matched
}

function at(row: Row, column: number): number {
  return row.costs[column - row.from] ?? far
}

function matches(element: Fixed, token: Token): boolean {
  return sameToken(element.token, token) || (element.afterReference && isContractionOf(element.token, token))
}

function trace({ elements, shortcuts }: Pattern, output: readonly Token[], band: Band, steps: Uint8Array): readonly SlotStep[] {
  const path: SlotStep[] = []
  let [row, column] = [elements.length, output.length]
  while (row > 0 || column > 0) {
    const step = steps[row * band.width + column - band.from(row)] ?? 0
    const element = elements[row - 1]
    const token = output[column - 1]
    if (step === code.diagonal && element?.kind === 'fixed' && token !== undefined) {
      path.push({ kind: matches(element, token) ? 'match' : 'substitute', output: --column })
      row--
    } else if (step === code.delete) {
      path.push({ kind: 'delete', output: column })
      row--
    } else if (step === code.insert) path.push({ kind: 'insert', output: --column })
    else if (step >= code.shortcut) {
      const taken = endingAt(shortcuts, row)[step - code.shortcut]
      if (taken === undefined) break
      column -= taken.gold.length
      row = taken.from
      path.push({ kind: 'variant', output: column, length: taken.gold.length, elements: taken.to - taken.from })
    } else if (step >= code.slot && element?.kind === 'slot') {
      column -= step - code.slot
      path.push({ kind: 'slot', index: element.index, output: column, length: step - code.slot })
      row--
    } else break
  }
  return path.reverse()
}

function endingAt(shortcuts: readonly Shortcut[], row: number): readonly Shortcut[] {
  return shortcuts.filter(({ to }) => to === row).slice(0, code.last - code.shortcut + 1)
}
