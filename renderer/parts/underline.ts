/** A line beneath text, in pixels. */
export type Underline = {
  readonly kind: string
  readonly colour: string
  readonly thickness: number
  readonly left: number
  readonly width: number
  /** Its upper edge. */
  readonly top: number
}

/** Draws a line beneath text in one of the styles that a style sheet knows: solid, double, dotted, dashed or wavy. */
export function drawUnderline(ink: CanvasRenderingContext2D, { kind, colour, thickness, left, width, top }: Underline): void {
  const middle = top + thickness / 2
  const line = (y: number) => {
    ink.beginPath()
    ink.moveTo(left, y)
    ink.lineTo(left + width, y)
    ink.stroke()
  }
  ink.save()
  ink.strokeStyle = colour
  ink.lineWidth = thickness
  switch (kind) {
    case 'double':
      line(middle)
      line(middle + thickness + 1)
      break
    case 'dotted':
      ink.lineCap = 'round'
      ink.setLineDash([0, evenStep(width - thickness, 2 * thickness)])
      ink.lineDashOffset = -thickness / 2
      line(middle)
      break
    case 'dashed': {
      const dash = 3 * thickness
      ink.setLineDash([dash, evenStep(width - dash, 5 * thickness) - dash])
      line(middle)
      break
    }
    case 'wavy':
      ink.beginPath()
      ink.rect(left, top - 2 * thickness, width, 6 * thickness)
      ink.clip()
      wave(ink, left, width, middle + thickness, thickness)
      ink.stroke()
      break
    default:
      line(middle)
  }
  ink.restore()
}

/** The step nearest to one that goes into a length without a rest. */
export function evenStep(length: number, step: number): number {
  return length <= step ? step : length / Math.round(length / step)
}

function wave(ink: CanvasRenderingContext2D, left: number, width: number, middle: number, thickness: number): void {
  const half = 3 * thickness
  const height = 4 * thickness
  ink.beginPath()
  ink.moveTo(left, middle)
  for (let x = left; x < left + width; x += 2 * half) {
    ink.bezierCurveTo(x + half, middle + height, x + half, middle - height, x + 2 * half, middle)
  }
}
