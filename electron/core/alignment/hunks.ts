import { type Band, bandOf } from './band'
import { sameToken, type Token } from './tokens'

/** Where two texts differ: token ranges, ends exclusive. Tokens between hunks are the same in both, one for one. */
export type Hunk = {
  readonly from: number
  readonly to: number
  readonly outputFrom: number
  readonly outputTo: number
}

const substitution = 16_000_000
const gap = 10_000_000
// Breaks ties only: of equally cheap alignments the one with the fewest hunks.
const opening = 1

// A cell's byte: bit 0, the state before a match; bits 1–2, the edit; bit 3, the state before the edit. State 1 is "inside a hunk".
const beforeEdit = 8

/** Aligns two token lists at the lowest cost (match 0, substitution 1.6, gap 1) and returns the hunks, in order. */
export function hunksBetween(source: readonly Token[], output: readonly Token[]): readonly Hunk[] {
  const shortest = Math.min(source.length, output.length)
  let head = 0
  while (head < shortest && sameAt(source, head, output, head)) head++
  let tail = 0
  while (tail < shortest - head && sameAt(source, source.length - 1 - tail, output, output.length - 1 - tail)) tail++
  const inner = alignMiddle(source.slice(head, source.length - tail), output.slice(head, output.length - tail))
  return inner.map((hunk) => ({
    from: hunk.from + head,
    to: hunk.to + head,
    outputFrom: hunk.outputFrom + head,
    outputTo: hunk.outputTo + head,
  }))
}

/**
 * The hunks of two texts that are aligned part by part, where stretches of both are known to be about each other. A token belongs to the part
 * that it begins in; what is beyond the last part belongs to that. Hunks that meet are one.
 */
export function hunksInParts(
  source: readonly Token[],
  output: readonly Token[],
  parts: readonly { readonly end: number; readonly outputEnd: number }[],
): readonly Hunk[] {
  if (parts.length === 0) return hunksBetween(source, output)
  const hunks: Hunk[] = []
  let [from, outputFrom] = [0, 0]
  for (const [place, { end, outputEnd }] of parts.entries()) {
    const isLast = place === parts.length - 1
    const to = isLast ? source.length : beganBefore(source, from, end)
    const outputTo = isLast ? output.length : beganBefore(output, outputFrom, outputEnd)
    for (const hunk of hunksBetween(source.slice(from, to), output.slice(outputFrom, outputTo))) {
      const last = hunks.at(-1)
      const own = {
        from: hunk.from + from,
        to: hunk.to + from,
        outputFrom: hunk.outputFrom + outputFrom,
        outputTo: hunk.outputTo + outputFrom,
      }
      if (last?.to === own.from && last.outputTo === own.outputFrom) {
        hunks[hunks.length - 1] = { ...last, to: own.to, outputTo: own.outputTo }
      } else hunks.push(own)
    }
    ;[from, outputFrom] = [to, outputTo]
  }
  return hunks
}

function beganBefore(tokens: readonly Token[], from: number, end: number): number {
  let to = from
  while ((tokens[to]?.start ?? end) < end) to++
  return to
}

function sameAt(source: readonly Token[], index: number, output: readonly Token[], outputIndex: number): boolean {
  const one = source[index]
  const other = output[outputIndex]
  return one !== undefined && other !== undefined && sameToken(one, other)
}

function alignMiddle(source: readonly Token[], output: readonly Token[]): readonly Hunk[] {
  if (source.length === 0 && output.length === 0) return []
  if (source.length === 0 || output.length === 0) return [{ from: 0, to: source.length, outputFrom: 0, outputTo: output.length }]
  const band = bandOf(source.length, output.length)
  return trace(source, output, band, fill(source, output, band))
}

function fill(source: readonly Token[], output: readonly Token[], band: Band): Uint8Array {
  const same = comparerOf(source, output)
  const steps = new Uint8Array((source.length + 1) * band.width)
  const [blank, columns] = [Number.POSITIVE_INFINITY, output.length + 1]
  let matched = new Float64Array(columns).fill(blank)
  let edited = new Float64Array(columns).fill(blank)
  let aboveMatched = matched.slice()
  let aboveEdited = edited.slice()
  for (let row = 0; row <= source.length; row++) {
    const [from, to] = [band.from(row), band.to(row)]
    const offset = row * band.width - from
    if (from > 0) matched[from - 1] = edited[from - 1] = blank
    // The row above may end before this one: its cells beyond that are left from two rows ago.
    for (let column = row > 0 ? band.to(row - 1) + 1 : columns; column <= to; column++) aboveMatched[column] = aboveEdited[column] = blank
    let [diagonalMatched, diagonalEdited] = from > 0 ? [aboveMatched[from - 1] ?? blank, aboveEdited[from - 1] ?? blank] : [blank, blank]
    let [leftMatched, leftEdited] = [blank, blank]
    for (let column = from; column <= to; column++) {
      const upMatched = (aboveMatched[column] ?? blank) + opening
      const upEdited = aboveEdited[column] ?? blank
      let step = diagonalEdited < diagonalMatched ? 1 : 0
      const first = row === 0 && column === 0
      const match = first ? 0 : row > 0 && column > 0 && same(row - 1, column - 1) ? Math.min(diagonalMatched, diagonalEdited) : blank
      const replaced = substitution + Math.min(diagonalMatched + opening, diagonalEdited)
      const removed = gap + Math.min(upMatched, upEdited)
      const added = gap + Math.min(leftMatched + opening, leftEdited)
      let edit = replaced
      if (replaced <= removed && replaced <= added) step |= diagonalEdited <= diagonalMatched + opening ? beforeEdit : 0
      else if (removed <= added) {
        edit = removed
        step |= 2 | (upEdited <= upMatched ? beforeEdit : 0)
      } else {
        edit = added
        step |= 4 | (leftEdited <= leftMatched + opening ? beforeEdit : 0)
      }
      steps[offset + column] = step
      diagonalMatched = upMatched - opening
      diagonalEdited = upEdited
      matched[column] = leftMatched = match
      edited[column] = leftEdited = edit
    }
    ;[matched, aboveMatched] = [aboveMatched, matched]
    ;[edited, aboveEdited] = [aboveEdited, edited]
  }
  // The last cell's own state has no step of its own; it is kept in the first cell, whose step nothing reads.
  steps[0] = (aboveEdited[output.length] ?? blank) < (aboveMatched[output.length] ?? blank) ? 1 : 0
  return steps
}

/** `sameToken` on numbers instead of strings: the table asks it millions of times. */
function comparerOf(source: readonly Token[], output: readonly Token[]): (row: number, column: number) => boolean {
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const keysOf = (tokens: readonly Token[]) => Int32Array.from(tokens, ({ key }) => numberOf(key))
  const foldedOf = (tokens: readonly Token[]) => Int32Array.from(tokens, ({ folded }) => numberOf(folded))
  const startsOf = (tokens: readonly Token[]) => Uint8Array.from(tokens, ({ startsSentence }) => (startsSentence ? 1 : 0))
  const [keys, outputKeys] = [keysOf(source), keysOf(output)]
  const [folded, outputFolded] = [foldedOf(source), foldedOf(output)]
  const [starts, outputStarts] = [startsOf(source), startsOf(output)]
  return (row, column) =>
    keys[row] === outputKeys[column] || ((starts[row] === 1 || outputStarts[column] === 1) && folded[row] === outputFolded[column])
}

function trace(source: readonly Token[], output: readonly Token[], band: Band, steps: Uint8Array): readonly Hunk[] {
  const hunks: Hunk[] = []
  let [row, column, inHunk] = [source.length, output.length, steps[0] === 1]
  let [to, outputTo] = [row, column]
  while (row > 0 || column > 0) {
    const step = steps[row * band.width + column - band.from(row)] ?? 0
    if (inHunk) {
      const edit = (step >> 1) & 3
      if (edit !== 2) row--
      if (edit !== 1) column--
      inHunk = (step & beforeEdit) !== 0
      if (!inHunk) hunks.push({ from: row, to, outputFrom: column, outputTo })
    } else {
      row--
      column--
      inHunk = (step & 1) === 1
      ;[to, outputTo] = [row, column]
    }
  }
  return hunks.reverse()
}
