import type { Column } from '../../electron/shared/decimate'
import { count } from '../../electron/shared/quantities'
import { type Charted, colourOfOther, type ViewName } from './views'

/** The steps at which a figure of one run was no number. */
export type Breaks = {
  readonly id: string
  /** The run's name where it lies over another; null for the one looked at. */
  readonly name: string | null
  /** A token of tokens.css. */
  readonly colour: string
  /** Ascending, each once. */
  readonly steps: Column
}

/** Most steps that are named; the rest is counted. */
const mostNamed = 3

/** What breaks the curves of a view: of the run looked at and of those laid over it, as far as they have any. */
export function breaksOf(view: ViewName, runs: readonly Charted[]): readonly Breaks[] {
  if (view !== 'loss' && view !== 'gradient') return []
  return runs.flatMap(({ id, name, curves }, place) => {
    const steps = [...new Set(curves.broken[view].map(({ step }) => step))]
    if (steps.length === 0) return []
    return [place === 0 ? { id, name: null, colour: '--bad', steps } : { id, name, colour: colourOfOther(place - 1), steps }]
  })
}

/** One run's breaks in words: "no number at step 2, 3, 5 and 4 more". */
export function breakWords({ steps }: Breaks): string {
  const told = steps.slice(0, mostNamed).map(count).join(', ')
  const more = steps.length > mostNamed ? ` and ${count(steps.length - mostNamed)} more` : ''
  return `no number at step ${told}${more}`
}
