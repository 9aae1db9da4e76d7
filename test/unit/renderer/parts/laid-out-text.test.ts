import { describe, expect, it } from 'vitest'
import { directed, endsOfWholes, type UndirectedPiece } from '../../../../renderer/parts/laid-out-text'

/** Which line a character is on, where lines end before these places. */
const onOneLine = (breaks: readonly number[]) => (from: number, to: number) => !breaks.some((place) => from < place && place < to)

describe('text is cut where its lines end', () => {
  it('cuts nothing on one line, however long', () => {
    expect(endsOfWholes(1, onOneLine([]))).toEqual([1])
    expect(endsOfWholes(1000, onOneLine([]))).toEqual([1000])
    expect(endsOfWholes(0, onOneLine([]))).toEqual([])
  })

  it('finds the end of every line', () => {
    for (const breaks of [[1], [64], [65], [63, 128], [3, 70, 71, 300, 999]]) {
      expect(endsOfWholes(1000, onOneLine(breaks))).toEqual([...breaks, 1000])
    }
  })

  it('ends where even single characters are in two places', () => {
    expect(endsOfWholes(3, () => false)).toEqual([1, 2, 3])
  })
})

describe('a character alone goes the way of what it touches', () => {
  const of = {} as Element
  const piece = (text: string, left: number, width: number, direction: UndirectedPiece['direction'], top = 0): UndirectedPiece => ({
    text,
    of,
    direction,
    area: { left, top, width, height: 20 },
  })
  const ways = (...pieces: readonly UndirectedPiece[]) => directed(pieces).map(({ direction }) => direction)

  it('brackets around a word that is written to the left stand with it', () => {
    expect(ways(piece('⟨', 50, 5, null), piece('שלום', 20, 30, 'rtl'), piece('⟩', 15, 5, null))).toEqual(['rtl', 'rtl', 'rtl'])
  })

  it('brackets of a line that is written to the right keep its way', () => {
    expect(ways(piece('⟨', 15, 5, null), piece('שלום', 20, 30, 'rtl'), piece('⟩', 50, 5, null))).toEqual(['ltr', 'rtl', 'ltr'])
    expect(ways(piece('I', 0, 5, null))).toEqual(['ltr'])
  })

  it('what is on another line touches nothing', () => {
    expect(ways(piece('⟨', 50, 5, null), piece('שלום', 20, 30, 'rtl', 26))).toEqual(['ltr', 'rtl'])
  })
})
