import type uPlot from 'uplot'
import { aligned, decimated } from '../../electron/shared/decimate'
import type { Drawing, Scale } from './chart-options'
import type { Line } from './views'

/** Whether a line is drawn on a log axis: the score's axis at the right is linear always. */
export const onLogAxis = ({ axis }: Line, scale: Scale): boolean => scale === 'log' && axis === 'left'

/** A drawing's lines thinned to the pixels there are, on one axis of steps. What a log axis has no place for breaks its line. */
export function dataOf({ lines, domain, scale }: Pick<Drawing, 'lines' | 'domain' | 'scale'>, width: number): uPlot.AlignedData {
  const curves = lines.map((line) => {
    const points = decimated(line.steps, line.values, domain, Math.max(1, width))
    if (!onLogAxis(line, scale)) return points
    return { ...points, values: points.values.map((value) => (value !== null && value <= 0 ? null : value)) }
  })
  return aligned(curves)
}
