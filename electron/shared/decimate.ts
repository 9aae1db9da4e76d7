/** Values in step order; NaN where a figure was no number. */
export type Column = readonly number[]

/** A piece of a curve as it is drawn; a null breaks the line where a figure was no number. */
export type Points = { readonly steps: number[]; readonly values: (number | null)[] }

/** What is seen of the steps: both ends are in it. */
export type Domain = { readonly from: number; readonly to: number }

/**
 * The points of a curve that can be told apart on `columns` pixels: of each pixel column the first, the last, the lowest and the highest
 * (M4, Jugel et al., VLDB 2014), and a null where anything in it was no number. One point beyond each end of the domain is kept, so that
 * lines run to the edge. Steps ascend.
 */
export function decimated(steps: Column, values: Column, { from, to }: Domain, columns: number): Points {
  const first = Math.max(0, firstFrom(steps, from) - 1)
  const last = Math.min(steps.length - 1, firstFrom(steps, to + Number.EPSILON * Math.abs(to)))
  const points: Points = { steps: [], values: [] }
  if (last - first < 4 * columns) {
    for (let place = first; place <= last; place += 1) put(points, steps, values, place)
    return points
  }
  const width = (to - from) / columns
  const columnOf = (place: number): number => Math.floor(((steps[place] ?? 0) - from) / width)
  let place = first
  while (place <= last) {
    const column = columnOf(place)
    const kept = { low: -1, high: -1, broken: -1 }
    const start = place
    for (; place <= last && columnOf(place) === column; place += 1) {
      const value = values[place] ?? Number.NaN
      if (!Number.isFinite(value)) kept.broken = kept.broken < 0 ? place : kept.broken
      else {
        if (kept.low < 0 || value < (values[kept.low] ?? 0)) kept.low = place
        if (kept.high < 0 || value > (values[kept.high] ?? 0)) kept.high = place
      }
    }
    const places = new Set([start, kept.low, kept.high, kept.broken, place - 1])
    for (const each of [...places].filter((one) => one >= 0).sort((a, b) => a - b)) put(points, steps, values, each)
  }
  return points
}

function put(points: Points, steps: Column, values: Column, place: number): void {
  const value = values[place] ?? Number.NaN
  points.steps.push(steps[place] ?? 0)
  points.values.push(Number.isFinite(value) ? value : null)
}

/** The place of the first step that is not below `step`; the length where all are. Steps ascend. */
export function firstFrom(steps: Column, step: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((steps[middle] ?? 0) < step) low = middle + 1
    else high = middle
  }
  return low
}

/** Curves on one axis of steps, as uPlot takes them: undefined where a curve has no point, null where its line breaks. */
export function aligned(curves: readonly Points[]): [number[], ...(number | null | undefined)[][]] {
  const all = Float64Array.from(curves.flatMap((curve) => curve.steps)).sort()
  const steps: number[] = []
  for (const step of all) if (steps.at(-1) !== step) steps.push(step)
  const columns = curves.map((curve) => {
    let place = 0
    return steps.map((step) => {
      if (curve.steps[place] !== step) return undefined
      const value = curve.values[place]
      place += 1
      return value
    })
  })
  return [steps, ...columns]
}
