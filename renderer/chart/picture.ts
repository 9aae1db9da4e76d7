import uPlot from 'uplot'
import { pngOf } from '../parts/png-of'
import { cutToFit } from '../text/cut-to-fit'
import { dataOf } from './chart-data'
import { chartOptions, type Drawing } from './chart-options'
import { type Entry, legendOf } from './views'

/** Pixels of a picture for each one on screen. */
const density = 2
const margin = 20
const head = 46
const entryHeight = 20
/** Of a legend's entry, in pixels. */
const widestLabel = 420

type Words = { readonly title: string; readonly subtitle: string }

/** The chart as a PNG: title, legend, light ground, two pixels for one, `width` × `height` the size of the chart itself in pixels. */
export async function pictureOf(drawing: Drawing, { title, subtitle }: Words, width: number, height: number): Promise<Blob> {
  const ground = document.createElement('div')
  ground.className = 'light-ground picture-ground'
  const factor = density / devicePixelRatio
  ground.style.width = `${width * factor}px`
  ground.style.height = `${height * factor}px`
  document.body.append(ground)
  try {
    const plot = await drawn(drawing, ground, factor)
    const colour = (token: string): string => {
      ground.style.color = `var(${token})`
      return getComputedStyle(ground).color
    }
    const family = getComputedStyle(document.body).fontFamily
    const canvas = document.createElement('canvas')
    const ink = canvas.getContext('2d')
    if (ink === null) throw new Error('The picture could not be drawn: this window has no canvas.')
    const rows = legendRows(ink, drawing, width, `12px ${family}`)
    canvas.width = (width + 2 * margin) * density
    canvas.height = (head + height + rows.length * entryHeight + 2 * margin) * density
    ink.scale(density, density)
    ink.fillStyle = colour('--bg')
    ink.fillRect(0, 0, canvas.width, canvas.height)
    ink.fillStyle = colour('--ink')
    ink.font = `600 16px ${family}`
    ink.fillText(title, margin, margin + 14, width)
    ink.fillStyle = colour('--ink2')
    ink.font = `12px ${family}`
    ink.fillText(subtitle, margin, margin + 33, width)
    ink.drawImage(plot.ctx.canvas, margin, margin + head, width, height)
    for (const [row, entries] of rows.entries()) {
      const base = margin + head + height + row * entryHeight + 15
      for (const { line, label, left } of entries) {
        ink.strokeStyle = colour(line.colour)
        ink.globalAlpha = line.faint ? 0.4 : 1
        ink.lineWidth = line.width
        ink.setLineDash([...line.dash])
        ink.beginPath()
        ink.moveTo(margin + left, base - 4)
        ink.lineTo(margin + left + 22, base - 4)
        ink.stroke()
        ink.globalAlpha = 1
        ink.fillText(label, margin + left + 28, base)
      }
    }
    plot.destroy()
    return await pngOf(canvas)
  } finally {
    ground.remove()
  }
}

/** uPlot draws in a task of its own. */
function drawn(drawing: Drawing, ground: HTMLElement, factor: number): Promise<uPlot> {
  return new Promise((resolve) => {
    const options = chartOptions(ground, {
      latest: () => drawing,
      factor,
      hooks: { ready: [(plot) => queueMicrotask(() => resolve(plot))] },
    })
    new uPlot(options, dataOf(drawing, ground.clientWidth), ground)
  })
}

/** An entry in its place; its label is cut where it is too wide. */
type Placed = Entry & { readonly left: number }

function legendRows(ink: CanvasRenderingContext2D, { lines }: Drawing, width: number, font: string): readonly (readonly Placed[])[] {
  ink.font = font
  const rows: Placed[][] = [[]]
  let left = 0
  for (const { line, label: whole } of legendOf(lines)) {
    const label = cutToFit(whole, widestLabel, (text) => ink.measureText(text).width)
    const wide = 28 + ink.measureText(label).width + 20
    if (left > 0 && left + wide > width) {
      rows.push([])
      left = 0
    }
    rows.at(-1)?.push({ line, label, left })
    left += wide
  }
  return rows
}
