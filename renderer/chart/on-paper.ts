import uPlot from 'uplot'
import { dataOf } from './chart-data'
import { chartOptions, type Drawing } from './chart-options'

/** Size of a chart on paper, in pixels of the page, and its pixels for each of those. */
const size = { width: 680, height: 320 } as const
const density = 3

/**
 * While the page is printed a chart on paper stands beside the one on screen, which the print stylesheet hides: on a light ground, as wide as a
 * page, fine enough for a printer. Returns the way to stop.
 */
export function onPaper(place: HTMLElement, latest: () => Drawing): () => void {
  let sheet: HTMLElement | null = null
  const leave = () => {
    sheet?.remove()
    sheet = null
  }
  const lay = () => {
    leave()
    sheet = document.createElement('div')
    sheet.className = 'light-ground paper'
    const factor = density / devicePixelRatio
    sheet.style.width = `${size.width * factor}px`
    sheet.style.height = `${size.height * factor}px`
    place.append(sheet)
    const drawing = latest()
    const { ctx } = new uPlot(chartOptions(sheet, { latest: () => drawing, factor }), dataOf(drawing, sheet.clientWidth), sheet)
    // Only what is drawn goes to paper; it is drawn before the page is laid out for it.
    sheet.removeAttribute('style')
    sheet.replaceChildren(ctx.canvas)
  }
  window.addEventListener('beforeprint', lay)
  window.addEventListener('afterprint', leave)
  return () => {
    leave()
    window.removeEventListener('beforeprint', lay)
    window.removeEventListener('afterprint', leave)
  }
}
