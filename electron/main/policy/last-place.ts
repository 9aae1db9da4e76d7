import { isAbsolute } from 'node:path'
import { z } from 'zod'

/** The page's addresses within itself: a screen, and a dataset or a run. The page reads it again by rules of its own. */
const fragment = z
  .string()
  .max(100)
  .regex(/^(?:#[a-z]{1,20}(?:\/[a-z0-9][a-z0-9-]{0,63})?)?$/)

const lastPlace = z.strictObject({
  /** `#screen/subject`, or '' for the first screen. */
  fragment,
  /** The dataset that was looked at last, an absolute path; null where there was none. */
  dataset: z.string().max(4096).refine(isAbsolute).nullable(),
})
/** Where the window was when it was last looked at. */
export type LastPlace = z.infer<typeof lastPlace>

/** Where the window is at first. */
export const firstPlace: LastPlace = { fragment: '', dataset: null }

/** What was kept of the last place. What is missing, damaged or none of ours is the first one. */
export function readPlace(kept: unknown): LastPlace {
  const read = lastPlace.safeParse(kept)
  return read.success ? read.data : firstPlace
}

/** The part of one of our own addresses that tells the place; null for one that is not to be remembered. */
export function fragmentOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const read = fragment.safeParse(new URL(address).hash)
  return read.success ? read.data : null
}

/** The id of the dataset that a place looks at; null where it looks at none. */
export function datasetOf(place: string): string | null {
  return /^#dataset\/(.+)$/.exec(place)?.[1] ?? null
}
