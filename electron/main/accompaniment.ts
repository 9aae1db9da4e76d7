import type { BrowserWindow } from 'electron'
import type { Answer, AppEvent, Channel } from '../shared/contract'
import { type Activity, activityAfter, endedBy } from './activity'
import { dockProgress } from './dock'
import type { Mailbox } from './mailbox'
import { noticeOf, showNotice } from './notifications'
import type { Wakefulness } from './power-save'

/** Calls that last as long as their work does. */
const long: ReadonlySet<Channel> = new Set([
  'dataset.import',
  'export.upload',
  'model.convert',
  'run.evaluate',
  'run.export',
  'run.findHardest',
  'run.preflight',
  'text.bring',
  'text.resolve',
])

/** What the shell does around the window's calls: stays awake during long ones, and learns from the snapshot that the page is there. */
export function followCalls(mailbox: Mailbox, wakefulness: Wakefulness) {
  return async (channel: Channel, call: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> => {
    if (long.has(channel)) return wakefulness.during(channel, call)
    if (channel !== 'app.snapshot') return call()
    const arrived = mailbox.arriving()
    const answer = await call()
    // What was kept goes after the answer, which leaves when this function returns.
    setImmediate(arrived)
    return answer
  }
}

/** Stays awake while rows are written or drafted for a dataset. */
function followGrowing(event: AppEvent, wakefulness: Wakefulness): void {
  const name = (datasetId: string) => `rows for ${datasetId}`
  if (event.type === 'dataset.closed') wakefulness.set(name(event.datasetId), false)
  if (event.type !== 'grow.changed') return
  const { datasetId, jobs } = event.grow
  wakefulness.set(
    name(datasetId),
    jobs.some(({ state }) => state === 'running'),
  )
}

/** Stays awake while a model comes from the Hub. */
function followDownloads(event: AppEvent, wakefulness: Wakefulness): void {
  const name = (id: string) => `download ${id}`
  if (event.type === 'download.ended') wakefulness.set(name(event.id), false)
  if (event.type !== 'download.changed') return
  const { id, state } = event.download
  wakefulness.set(name(id), state === 'waiting' || state === 'fetching' || state === 'checking')
}

/** What the shell does about runs, downloads and rows that are written: the Dock's bar, staying awake, a notice at the end. */
export function followRuns(options: {
  readonly wakefulness: Wakefulness
  readonly window: () => BrowserWindow | null
  readonly show: () => void
}): (events: readonly AppEvent[]) => void {
  let activity: Activity = new Map()
  return (events) => {
    const before = activity
    for (const event of events) {
      followGrowing(event, options.wakefulness)
      followDownloads(event, options.wakefulness)
      const ended = endedBy(activity, event)
      activity = activityAfter(activity, event)
      for (const id of activity.keys()) options.wakefulness.set(id, true)
      if (ended === null) continue
      options.wakefulness.set(ended, false)
      const notice = event.type === 'run.changed' ? noticeOf(event.run) : null
      if (notice !== null) showNotice(notice, options.show)
    }
    const window = options.window()
    if (activity !== before && window !== null && !window.isDestroyed()) window.setProgressBar(dockProgress(activity))
  }
}
