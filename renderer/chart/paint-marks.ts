import type uPlot from 'uplot'
import type { Drawing } from './chart-options'
import { writeValue } from './views'

/** What marks are painted with: a token's colour, a font, and what sizes are multiplied by, 1 on screen. */
type Brush = { readonly colour: (token: string) => string; readonly font: string; readonly factor: number }

/** Around the best validation a ring, an arrow to each figure above the axis, and a sign on the axis at each that was no number. */
export function paintMarks(plot: uPlot, drawing: Drawing, brush: Brush): void {
  plot.ctx.save()
  paintBest(plot, drawing, brush)
  paintAbove(plot, drawing, brush)
  paintBreaks(plot, drawing, brush)
  plot.ctx.restore()
}

const isSeen = ({ domain }: Drawing, step: number): boolean => step >= domain.from && step <= domain.to
const unitOf = ({ factor }: Brush): number => devicePixelRatio * factor
const sized = ({ font }: Brush, pixels: number): string => font.replace(/^[\d.]+px/, `${pixels}px`)

function paintBest(plot: uPlot, drawing: Drawing, brush: Brush): void {
  const { best } = drawing.marks
  if (drawing.view !== 'loss' || best === null || !isSeen(drawing, best.step)) return
  const { ctx } = plot
  ctx.beginPath()
  ctx.arc(plot.valToPos(best.step, 'x', true), plot.valToPos(best.loss, 'left', true), 7 * unitOf(brush), 0, 2 * Math.PI)
  ctx.strokeStyle = brush.colour('--e2')
  ctx.lineWidth = 1.5 * unitOf(brush)
  ctx.stroke()
}

/** Beside the line that leaves the plot, each in a row of its own. */
function paintAbove(plot: uPlot, drawing: Drawing, brush: Brush): void {
  const { ctx, bbox } = plot
  const unit = unitOf(brush)
  const middle = bbox.left + bbox.width / 2
  ctx.font = sized(brush, 11 * unit)
  for (const [row, { line, step, value }] of (drawing.held?.above ?? []).entries()) {
    const left = plot.valToPos(step, 'x', true)
    const isAtLeft = left < middle
    ctx.textAlign = isAtLeft ? 'left' : 'right'
    ctx.fillStyle = brush.colour(line.colour)
    ctx.fillText(`↑ ${writeValue(drawing.view, line, value)}`, left + (isAtLeft ? 5 : -5) * unit, bbox.top + (11 + row * 13) * unit)
  }
}

/** Each run's in a row of its own. */
function paintBreaks(plot: uPlot, drawing: Drawing, brush: Brush): void {
  const { ctx, bbox } = plot
  const unit = unitOf(brush)
  ctx.lineWidth = unit
  ctx.setLineDash([2 * unit, 3 * unit])
  ctx.textAlign = 'center'
  ctx.font = sized(brush, 12 * unit)
  const foot = bbox.top + bbox.height
  for (const [row, { colour: token, steps }] of drawing.marks.breaks.entries()) {
    ctx.fillStyle = brush.colour(token)
    ctx.strokeStyle = brush.colour(token)
    const base = foot - row * 12 * unit
    let last = Number.NEGATIVE_INFINITY
    for (const step of steps) {
      const left = plot.valToPos(step, 'x', true)
      if (!isSeen(drawing, step) || left - last < unit) continue
      ctx.beginPath()
      ctx.moveTo(left, bbox.top)
      ctx.lineTo(left, base - 12 * unit)
      ctx.stroke()
      if (left - last >= 10 * unit) ctx.fillText('✗', left, base - 2 * unit)
      last = left
    }
  }
}
