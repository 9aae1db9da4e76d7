import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Column, Domain } from '../../electron/shared/decimate'
import { dataOf } from './chart-data'
import { chartOptions, type Drawing } from './chart-options'
import { onPaper } from './on-paper'
import { nearestStep } from './reading'

type Props = {
  readonly drawing: Drawing
  /** Every step that the crosshair can stand at. */
  readonly steps: Column
  /** Where the crosshair stands; null where there is none. */
  readonly at: number | null
  readonly onPoint: (step: number | null) => void
  /** Null shows the whole run again. */
  readonly onZoom: (domain: Domain | null) => void
}

/** What changes the colours of a canvas. */
const schemes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => window.matchMedia(query))
/** Shortest drag that zooms, in pixels. */
const shortestDrag = 6

/** The picture itself. Loaded when first shown; made anew when lines, colours or the scale change, else fed, at most once a frame. */
export function Chart(props: Props) {
  const { drawing, at } = props
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(props)
  latest.current = props
  const shape = `${drawing.view} ${drawing.scale} ${drawing.lines.map((line) => line.id).join('|')}`

  useEffect(() => {
    const target = place.current
    if (target === null) return
    // A new shape is what runs this again.
    void shape
    const make = () => {
      plot.current?.destroy()
      plot.current = new uPlot(optionsOf(target, latest), dataOf(latest.current.drawing, target.clientWidth), target)
    }
    make()
    const fit = new ResizeObserver(() => {
      plot.current?.setSize({ width: target.clientWidth, height: target.clientHeight })
      plot.current?.setData(dataOf(latest.current.drawing, target.clientWidth))
    })
    fit.observe(target)
    for (const scheme of schemes) scheme.addEventListener('change', make)
    return () => {
      fit.disconnect()
      for (const scheme of schemes) scheme.removeEventListener('change', make)
      plot.current?.destroy()
      plot.current = null
    }
  }, [shape])
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const { current } = plot
      // In a batch it is drawn at once, so that the crosshair finds its step where it now is.
      current?.batch(() => current.setData(dataOf(drawing, current.width)))
      stand(current, latest.current.at)
    })
    return () => cancelAnimationFrame(frame)
  }, [drawing])
  useEffect(() => stand(plot.current, at), [at])
  useEffect(() => (place.current === null ? undefined : onPaper(place.current, () => latest.current.drawing)), [])
  return <div ref={place} className="plot" />
}

/** Puts the crosshair at a step, or away. */
function stand(plot: uPlot | null, at: number | null): void {
  plot?.setCursor({ left: at === null ? -10 : plot.valToPos(at, 'x'), top: 0 }, false)
}

function optionsOf(target: HTMLElement, latest: { readonly current: Props }): uPlot.Options {
  return chartOptions(target, {
    latest: () => latest.current.drawing,
    factor: 1,
    cursor: {
      y: false,
      points: { size: 7 },
      hover: { prox: 4, skip: [undefined, null] },
      drag: { x: true, y: false, setScale: false, dist: shortestDrag },
      move: (plot, left, top) => {
        const step = left < 0 ? null : nearestStep(latest.current.steps, plot.posToVal(left, 'x'))
        return step === null ? [left, top] : [plot.valToPos(step, 'x'), top]
      },
      bind: {
        dblclick: () => () => {
          latest.current.onZoom(null)
          return null
        },
      },
    },
    hooks: {
      ready: [
        ({ over, posToVal }) => {
          over.addEventListener('mousemove', ({ clientX }) => {
            const step = posToVal(clientX - over.getBoundingClientRect().left, 'x')
            latest.current.onPoint(nearestStep(latest.current.steps, step))
          })
          over.addEventListener('mouseleave', () => latest.current.onPoint(null))
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < shortestDrag) return
          latest.current.onZoom({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') })
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false)
        },
      ],
    },
  })
}
