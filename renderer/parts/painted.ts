import { type Area, laidOutText, type Piece } from './laid-out-text'
import { paintBox } from './painted-box'
import { pixels } from './pixels'
import { drawUnderline } from './underline'

/** Longest side of a picture, in its own pixels. Chromium and Safari draw nothing on a canvas of more than 16,384. */
const longestSide = 16_000

/**
 * An element as the browser laid it out, painted with `density` pixels for one: the grounds, borders and spread shadows of its boxes, its
 * underlines and its text. What else a style sheet can do is left out. Its own ground must be opaque. Null where no canvas is as large.
 */
export function painted(element: HTMLElement, density: number): HTMLCanvasElement | null {
  const { left, top, width, height } = element.getBoundingClientRect()
  const [across, down] = [Math.ceil(width * density), Math.ceil(height * density)]
  if (Math.max(across, down) > longestSide) return null
  const canvas = document.createElement('canvas')
  canvas.width = across
  canvas.height = down
  const ink = canvas.getContext('2d')
  if (ink === null) throw new Error('The picture could not be drawn: this window has no canvas.')
  ink.scale(density, density)
  ink.translate(-left, -top)
  const elements = [element, ...element.querySelectorAll('*')].map((each) => [each, getComputedStyle(each)] as const)
  for (const [each, style] of elements) for (const area of each.getClientRects()) paintBox(ink, style, area)
  for (const [each, style] of elements)
    if (style.textDecorationLine === 'underline') paintUnderlines(ink, style, each.getClientRects(), density)
  for (const piece of laidOutText(element)) paintText(ink, piece, density)
  // A browser with less room for a canvas leaves it empty and says nothing.
  return ink.getImageData(0, 0, 1, 1).data[3] === 0 ? null : canvas
}

function paintUnderlines(ink: CanvasRenderingContext2D, style: CSSStyleDeclaration, areas: Iterable<Area>, density: number): void {
  const thickness = pixels(style.textDecorationThickness) || Math.max(1, pixels(style.fontSize) / 10)
  const offset = pixels(style.textUnderlineOffset) || thickness
  ink.font = fontOf(style)
  for (const area of areas) {
    const { left, width } = area
    const top = snapped(baselineOf(ink, area) + offset, density)
    drawUnderline(ink, { kind: style.textDecorationStyle, colour: style.textDecorationColor, thickness, left, width, top })
  }
}

/** Glyphs are fitted into the width that the browser gave them, from which a canvas may differ by fractions of a pixel. */
function paintText(ink: CanvasRenderingContext2D, { text, of, area, direction }: Piece, density: number): void {
  const style = getComputedStyle(of)
  ink.save()
  ink.font = fontOf(style)
  ink.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing
  ink.direction = direction
  ink.textAlign = 'left'
  ink.fillStyle = style.color
  const { width } = ink.measureText(text)
  ink.translate(area.left, snapped(baselineOf(ink, area), density))
  if (width > 0) ink.scale(area.width / width, 1)
  ink.fillText(text, 0, 0)
  ink.restore()
}

/** A line of text is as high as its font; the baseline divides that as the font says. */
function baselineOf(ink: CanvasRenderingContext2D, { top, height }: Area): number {
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = ink.measureText('x')
  return top + (height * above) / (above + below)
}

/** The height nearest to one at which a pixel of the picture begins. */
const snapped = (height: number, density: number): number => Math.round(height * density) / density

const fontOf = ({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string =>
  `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
