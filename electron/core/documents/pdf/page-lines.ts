/** A piece of text on a page: its place is that of its baseline's left end, in points from the lower left. */
export type PagePiece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A line of a page. `right` is where it ends. */
export type PageLine = { readonly text: string; readonly x: number; readonly right: number; readonly y: number; readonly height: number }

/**
 * Share of a letter's height that two baselines of one line may differ by, and that two pieces without a space between them may be apart.
 */
const [sameLine, sameWord] = [0.5, 0.18]

/** The lines of a page, in the order in which it writes them. */
export function linesOf(pieces: readonly PagePiece[]): readonly PageLine[] {
  const lines: PageLine[] = []
  let open: PagePiece[] = []
  const close = () => {
    const line = lineOf(open)
    if (line) lines.push(line)
    open = []
  }
  for (const piece of pieces) {
    const last = open.findLast(({ text }) => text.trim() !== '') ?? open.at(-1)
    if (last && piece.text.trim() !== '' && !isBeside(last, piece)) close()
    open.push(piece)
  }
  close()
  return lines
}

function isBeside(last: PagePiece, next: PagePiece): boolean {
  const height = Math.max(last.height, next.height)
  return Math.abs(last.y - next.y) <= sameLine * height && next.x >= last.x - height
}

function lineOf(pieces: readonly PagePiece[]): PageLine | null {
  let text = ''
  let right = Number.NaN
  for (const piece of pieces) {
    const apart = !Number.isNaN(right) && piece.x - right > sameWord * piece.height
    if (apart && !/\s$/.test(text) && !/^\s/.test(piece.text)) text += ' '
    text += piece.text
    right = piece.x + piece.width
  }
  const written = pieces.filter((piece) => piece.text.trim() !== '')
  const [first] = written
  const last = written.at(-1)
  if (!first || !last) return null
  const height = Math.max(...written.slice(0, 100).map((piece) => piece.height))
  return { text: text.replace(/\s+/g, ' ').trim(), x: first.x, right: last.x + last.width, y: first.y, height }
}
