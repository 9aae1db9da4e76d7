import { readFileSync } from 'node:fs'
import { writeAtomically } from '../core/files/atomic'
import { parsedOrNull } from '../core/files/parsed-or-null'
import { datasetOf, firstPlace, fragmentOf, type LastPlace, readPlace } from './policy/last-place'

/** Remembers where the window is, from one start to the next. */
export type PlaceKeeper = {
  /** Where it is, or was when the app was last open. */
  readonly now: () => LastPlace
  /** The page has gone to one of its addresses. */
  readonly went: (address: string) => void
  /** Resolves when what was last noted is on the disk. */
  readonly settled: () => Promise<void>
}

/** What the keeper of a place needs. */
export type PlaceOptions = {
  readonly file: string
  /** The path of an open dataset by its id; null where it is not open. */
  readonly pathOf: (datasetId: string) => string | null
  readonly log: (error: unknown) => void
}

/** Keeps the place in a small file of the home. One that cannot be read is as if there were none. */
export function keepPlace({ file, pathOf, log }: PlaceOptions): PlaceKeeper {
  let now = lastOf(file)
  let writing: Promise<void> = Promise.resolve()
  return {
    now: () => now,
    went: (address) => {
      const fragment = fragmentOf(address)
      if (fragment === null) return
      const id = datasetOf(fragment)
      const next = { fragment, dataset: (id === null ? null : pathOf(id)) ?? now.dataset }
      if (next.fragment === now.fragment && next.dataset === now.dataset) return
      now = next
      writing = writing.then(() => writeAtomically(file, `${JSON.stringify(next)}\n`)).catch(log)
    },
    settled: () => writing,
  }
}

function lastOf(file: string): LastPlace {
  try {
    return readPlace(parsedOrNull(readFileSync(file, 'utf8')))
  } catch {
    return firstPlace
  }
}
