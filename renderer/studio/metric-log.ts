import type { Metric } from '../../electron/shared/training'

/**
 * A run's figures in order of their steps, as a value: adding to one leaves the others as they were. Logs that grow one from another
 * share their points, so that adding the next figure takes the same time however long a run is.
 */
export class MetricLog {
  static readonly empty = new MetricLog([], 0)
  readonly length: number
  readonly #points: Metric[]

  private constructor(points: Metric[], length: number) {
    this.#points = points
    this.length = length
  }

  /** Figures in any order; of two for one step of one split the later one counts. */
  static of(metrics: readonly Metric[]): MetricLog {
    const points = [...new Map(metrics.map((metric) => [`${metric.split}${metric.step}`, metric])).values()].sort(order)
    return new MetricLog(points, points.length)
  }

  /** With one more figure; it takes the place of one for the same step and split. */
  with(metric: Metric): MetricLog {
    if (this.length === 0 || follows(metric, this.#points[this.length - 1])) {
      // Only the longest log of a family may grow in place; a shorter one, after a rewind, begins its own.
      const points = this.#points.length === this.length && this.length > 0 ? this.#points : this.#points.slice(0, this.length)
      points.push(metric)
      return new MetricLog(points, points.length)
    }
    return MetricLog.of([...this.toArray(), metric])
  }

  /** Without the figures beyond a step. */
  until(step: number): MetricLog {
    const points = this.toArray().filter((metric) => metric.step <= step)
    return points.length === this.length ? this : new MetricLog(points, points.length)
  }

  at(place: number): Metric | undefined {
    const from = place < 0 ? this.length + place : place
    return from < this.length ? this.#points[from] : undefined
  }

  /** The newest figure of one split. */
  last<S extends Metric['split']>(split: S): Extract<Metric, { split: S }> | null {
    for (let place = this.length - 1; place >= 0; place -= 1) {
      const metric = this.#points[place]
      if (metric?.split === split) return metric as Extract<Metric, { split: S }>
    }
    return null
  }

  toArray(): Metric[] {
    return this.#points.slice(0, this.length)
  }

  /** Whether `other` is this log, or this log with more at its end. */
  continuedBy(other: MetricLog): boolean {
    return this.#points === other.#points && other.length >= this.length
  }
}

/** By step; at one step the training figure comes before the validation that follows it. */
function order(a: Metric, b: Metric): number {
  return a.step - b.step || (a.split === b.split ? 0 : a.split === 'train' ? -1 : 1)
}

const follows = (metric: Metric, before: Metric | undefined): boolean => before === undefined || order(before, metric) < 0
