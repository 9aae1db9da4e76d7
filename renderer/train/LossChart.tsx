import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { chartOptions } from './chart-options'
import type { Curves } from './curves'

const scheme = window.matchMedia('(prefers-color-scheme: dark)')

/** The picture itself. Loaded when first shown; drawn anew when the colours or the scale change, fed when points arrive. */
export function LossChart({ curves, scale }: { readonly curves: Curves; readonly scale: 'linear' | 'log' }) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(curves)
  latest.current = curves

  useEffect(() => {
    const target = place.current
    if (target === null) return
    const draw = () => {
      plot.current?.destroy()
      plot.current = new uPlot(chartOptions(target, scale), dataOf(latest.current), target)
    }
    draw()
    const fit = new ResizeObserver(() => plot.current?.setSize({ width: target.clientWidth, height: target.clientHeight }))
    fit.observe(target)
    scheme.addEventListener('change', draw)
    return () => {
      fit.disconnect()
      scheme.removeEventListener('change', draw)
      plot.current?.destroy()
      plot.current = null
    }
  }, [scale])
  useEffect(() => plot.current?.setData(dataOf(curves)), [curves])
  return <div ref={place} className="plot" />
}

function dataOf({ steps, train, smooth, valid, base }: Curves): uPlot.AlignedData {
  return [[...steps], [...train], [...smooth], [...valid], steps.map(() => base)]
}
