/** A box on a page, in pixels of the page. */
export type Area = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Some text of an element that was laid out on one line in one direction. */
export type Piece = { readonly text: string; readonly of: Element; readonly area: Area; readonly direction: 'ltr' | 'rtl' }

/** A piece before it is known how neighbours turn it; null where it has but one character, from which nothing is seen. */
export type UndirectedPiece = Omit<Piece, 'direction'> & { readonly direction: Piece['direction'] | null }

const turning = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The text within an element as the browser laid it out, in the order in which it is written. White space at the ends of lines is left out. */
export function laidOutText(element: Element): readonly Piece[] {
  const turns = turning.test(element.textContent ?? '')
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const pieces: UndirectedPiece[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) pieces.push(...piecesOf(node, turns))
  }
  return directed(pieces)
}

/** Pieces with the direction of all of them: one character alone goes the way of what it touches. */
export function directed(pieces: readonly UndirectedPiece[]): readonly Piece[] {
  return pieces.map((piece, place) => {
    if (piece.direction !== null) return { ...piece, direction: piece.direction }
    const turned = isLeftOf(pieces[place + 1], piece) || isLeftOf(piece, pieces[place - 1])
    return { ...piece, direction: turned ? 'rtl' : 'ltr' }
  })
}

/**
 * Where a stretch from 0 to `length` has to be cut so that every part is whole: the ends of the parts, in order. A part that is not whole has no
 * longer one that is; one of length 1 cannot be cut.
 */
export function endsOfWholes(length: number, isWhole: (from: number, to: number) => boolean): readonly number[] {
  const ends: number[] = []
  for (let from = 0; from < length; from = ends.at(-1) ?? length) {
    let fits = from + 1
    let reach = 64
    while (from + reach <= length && isWhole(from, from + reach)) {
      fits = from + reach
      reach *= 2
    }
    let beyond = Math.min(from + reach, length + 1)
    while (beyond - fits > 1) {
      const middle = Math.floor((fits + beyond) / 2)
      if (isWhole(from, middle)) fits = middle
      else beyond = middle
    }
    ends.push(fits)
  }
  return ends
}

/** Whether a piece touches the left edge of another on its line. */
function isLeftOf(piece: UndirectedPiece | undefined, other: UndirectedPiece | undefined): boolean {
  if (piece === undefined || other === undefined) return false
  const middle = other.area.top + other.area.height / 2
  const isOnLine = piece.area.top < middle && middle < piece.area.top + piece.area.height
  return isOnLine && Math.abs(piece.area.left + piece.area.width - other.area.left) < 0.1
}

function piecesOf(node: Text, turns: boolean): readonly UndirectedPiece[] {
  const of = node.parentElement
  if (of === null) return []
  return [...node.data.matchAll(/[^\t\n\r]+/g)].flatMap(({ 0: text, index }) => {
    const starts = [...graphemes.segment(text)].map((grapheme) => index + grapheme.index)
    const offsets = [...starts, index + text.length]
    const at = (place: number) => offsets[place] ?? index + text.length
    const ends = endsOfWholes(starts.length, (from, to) => areasOf(node, at(from), at(to)).length <= 1)
    return ends.flatMap((end, place) => pieceOf(node, of, at(ends[place - 1] ?? 0), at(end), turns))
  })
}

function pieceOf(node: Text, of: Element, from: number, to: number, turns: boolean): readonly UndirectedPiece[] {
  const whole = node.data.slice(from, to)
  const text = whole.trim()
  if (text === '') return []
  const start = from + whole.indexOf(text)
  const [area] = areasOf(node, start, start + text.length)
  return area === undefined ? [] : [{ text, of, area, direction: turns ? directionOf(node, text, start) : 'ltr' }]
}

/** Which way text on one line goes, seen from where its first and last characters are. */
function directionOf(node: Text, text: string, start: number): Piece['direction'] | null {
  const starts = [...graphemes.segment(text)].map(({ index }) => start + index)
  const [second, last] = [starts[1], starts.at(-1)]
  if (second === undefined || last === undefined) return null
  const [firstArea] = areasOf(node, start, second)
  const [lastArea] = areasOf(node, last, start + text.length)
  return (firstArea?.left ?? 0) > (lastArea?.left ?? 0) ? 'rtl' : 'ltr'
}

function areasOf(node: Text, from: number, to: number): readonly Area[] {
  const range = document.createRange()
  range.setStart(node, from)
  range.setEnd(node, to)
  return [...range.getClientRects()].filter(({ width }) => width > 0)
}
