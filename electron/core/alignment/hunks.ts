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
  const steps = new Uint8Array((source.length + 1) * band.width)
  let matched = new Float64Array(output.length + 1).fill(Number.POSITIVE_INFINITY)
  let edited = new Float64Array(output.length + 1).fill(Number.POSITIVE_INFINITY)
  let aboveMatched = matched.slice()
  let aboveEdited = edited.slice()
  for (let row = 0; row <= source.length; row++) {
    const [from, to, token] = [band.from(row), band.to(row), source[row - 1]]
    if (from > 0) matched[from - 1] = edited[from - 1] = Number.POSITIVE_INFINITY
    // The row above is one band step shorter: its cells beyond that are left from two rows ago.
    for (let column = row > 0 ? band.to(row - 1) + 1 : to + 1; column <= to; column++) {
      aboveMatched[column] = aboveEdited[column] = Number.POSITIVE_INFINITY
    }
    for (let column = from; column <= to; column++) {
      if (row === 0 && column === 0) {
        matched[0] = 0
        continue
      }
      const other = output[column - 1]
      let step = 0
      const diagonalMatched = aboveMatched[column - 1] ?? Number.POSITIVE_INFINITY
      const diagonalEdited = aboveEdited[column - 1] ?? Number.POSITIVE_INFINITY
      const same = token !== undefined && other !== undefined && sameToken(token, other)
      matched[column] = same ? Math.min(diagonalMatched, diagonalEdited) : Number.POSITIVE_INFINITY
      if (diagonalEdited < diagonalMatched) step = 1
      let best = Number.POSITIVE_INFINITY
      for (let edit = 0; edit < 3; edit++) {
        const fromMatched = (edit === 0 ? diagonalMatched : edit === 1 ? aboveMatched[column] : matched[column - 1]) ?? best
        const fromEdited = (edit === 0 ? diagonalEdited : edit === 1 ? aboveEdited[column] : edited[column - 1]) ?? best
        const price = edit === 0 ? substitution : gap
        const cost = price + Math.min(fromEdited, fromMatched + opening)
        if (cost < best) {
          best = cost
          step = (step & 1) | (edit << 1) | (fromEdited <= fromMatched + opening ? beforeEdit : 0)
        }
      }
      edited[column] = best
      steps[row * band.width + column - from] = step
    }
    if (row === source.length) {
      // The last cell's own state is kept where no step needs it: in the first cell.
      steps[0] = (edited[output.length] ?? 0) < (matched[output.length] ?? 0) ? 1 : 0
    }
    ;[matched, aboveMatched] = [aboveMatched, matched]
    ;[edited, aboveEdited] = [aboveEdited, edited]
  }
  return steps
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
      if (!inHunk) hunks.unshift({ from: row, to, outputFrom: column, outputTo })
    } else {
      row--
      column--
      inHunk = (step & 1) === 1
      ;[to, outputTo] = [row, column]
    }
  }
  return hunks
}
