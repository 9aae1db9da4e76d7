import type { Download } from '../../shared/hub'
import type { ModelInfo } from '../../shared/model'
import { type DownloadOrder, doneOf } from './download-list'
import { bytesPerSecond, type Speed, secondsFor, unknownSpeed } from './speed'

/** A download, how it stands, and what is under way of it. */
export type Entry = {
  order: DownloadOrder
  state: Download['state']
  failure: Download['failure']
  speed: Speed
  work: { readonly controller: AbortController; readonly ended: Promise<ModelInfo | null> } | null
}

/** One of which nothing is under way. */
export function entryOf(order: DownloadOrder, state: Download['state']): Entry {
  return { order, state, failure: null, speed: unknownSpeed, work: null }
}

/** Waits for one that was told to pause, and for no other. */
export async function comingToRest({ work }: Entry): Promise<void> {
  if (work?.controller.signal.aborted) await work.ended.catch(() => undefined)
}

/** As a window shows it. */
export function downloadOf({ order: { id, repo, host, files }, state, failure, speed }: Entry): Download {
  const done = doneOf(files)
  const total = files.reduce((sum, file) => sum + file.total, 0)
  const rate = state === 'fetching' ? bytesPerSecond(speed) : null
  return { id, repo, host, state, files, done, total, bytesPerSecond: rate, secondsLeft: secondsFor(total - done, rate), failure }
}
