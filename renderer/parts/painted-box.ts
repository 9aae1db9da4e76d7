import type { Area } from './laid-out-text'
import { pixels } from './pixels'

/** Paints the ground, the border and the spread shadow of a box, with corners as round as its first one. */
export function paintBox(ink: CanvasRenderingContext2D, style: CSSStyleDeclaration, area: Area): void {
  const radius = pixels(style.borderTopLeftRadius)
  const shadow = spreadShadow(style.boxShadow)
  if (shadow !== null) {
    ink.fillStyle = shadow.colour
    ink.beginPath()
    addBox(ink, grown(area, shadow.spread), radius + shadow.spread)
    addBox(ink, area, radius)
    ink.fill('evenodd')
  }
  ink.fillStyle = style.backgroundColor
  ink.beginPath()
  addBox(ink, area, radius)
  ink.fill()
  paintBorder(ink, style, area, radius)
}

function paintBorder(ink: CanvasRenderingContext2D, style: CSSStyleDeclaration, area: Area, radius: number): void {
  const { left, top, width, height } = area
  const above = pixels(style.borderTopWidth)
  const below = pixels(style.borderBottomWidth)
  const before = pixels(style.borderLeftWidth)
  const behind = pixels(style.borderRightWidth)
  if (above > 0 && above === below && above === before && above === behind) {
    ink.strokeStyle = style.borderTopColor
    ink.lineWidth = above
    ink.beginPath()
    addBox(ink, grown(area, -above / 2), radius - above / 2)
    ink.stroke()
    return
  }
  const fill = (colour: string, ...box: readonly [left: number, top: number, width: number, height: number]) => {
    ink.fillStyle = colour
    ink.fillRect(...box)
  }
  fill(style.borderTopColor, left, top, width, above)
  fill(style.borderBottomColor, left, top + height - below, width, below)
  fill(style.borderLeftColor, left, top, before, height)
  fill(style.borderRightColor, left + width - behind, top, behind, height)
}

/** A shadow that is only spread, as `rgb(0, 0, 0) 0px 0px 0px 2px`; null for none and for others. */
function spreadShadow(shadow: string): { readonly colour: string; readonly spread: number } | null {
  const [, colour, spread] = /^(.+?) 0px 0px 0px ([\d.]+px)$/.exec(shadow) ?? []
  return colour === undefined || spread === undefined ? null : { colour, spread: pixels(spread) }
}

const grown = ({ left, top, width, height }: Area, by: number): Area => ({
  left: left - by,
  top: top - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

function addBox(ink: CanvasRenderingContext2D, { left, top, width, height }: Area, radius: number): void {
  ink.roundRect(left, top, width, height, Math.max(0, Math.min(radius, width / 2, height / 2)))
}
