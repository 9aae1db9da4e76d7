import { isCommand } from '../../electron/shared/commands'
import type { Answer, AppEvent, Snapshot, Studio } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { keepTyped } from '../dataset/row-drafts'
import { invoke } from '../frame/use-command'
import { openStudio } from './client'
import { routeOf } from './route'
import { useStore } from './store'

/** Connects, loads the snapshot and follows the events from then on. Returns the way to stop. */
export function openWindow(onFailure: (failure: Failure) => void): () => void {
  let stop = () => {}
  let wanted = true
  const open = async () => {
    const studio = await openStudio()
    if (!wanted) return
    stop = await follow(studio, onFailure)
    if (!wanted) stop()
  }
  open().catch((error: unknown) => onFailure({ code: 'internal', message: error instanceof Error ? error.message : String(error) }))
  return () => {
    wanted = false
    stop()
  }
}

async function follow(studio: Studio<File>, onFailure: (failure: Failure) => void): Promise<() => void> {
  const { loadSnapshot, loadMetrics, receive, arrive } = useStore.getState()
  // Events that arrive before a snapshot's answer may or may not be in it; applying them again does no harm.
  let early: AppEvent[] | null = []
  let asked = 0
  const unsubscribe = studio.subscribe((events) => {
    if (early !== null) early.push(...events)
    else receive(events)
    for (const event of events) signal(event)
  })
  /** Takes a new snapshot and what was heard since it was asked for. Null where a later question took its place. */
  const refresh = async (): Promise<Answer<Snapshot> | null> => {
    asked += 1
    const mine = asked
    early ??= []
    const answer = await studio.request('app.snapshot', {})
    if (mine !== asked) return null
    if (answer.ok) loadSnapshot(answer.value)
    receive(early)
    early = null
    return answer
  }
  const followAddress = () => {
    const route = routeOf(location.hash)
    if (route !== null) arrive(route)
  }
  followAddress()
  window.addEventListener('hashchange', followAddress)
  const unreconnect = studio.onReconnect?.(async () => {
    const again = await refresh()
    if (again === null || !again.ok) return
    void keepTyped()
    const { runId, laidOver } = useStore.getState()
    const shown = again.value.runs.filter(({ id }) => id === runId || laidOver.includes(id))
    await Promise.all(shown.map(({ id }) => loadMetrics(id)))
  })
  const stop = () => {
    unsubscribe()
    unreconnect?.()
    window.removeEventListener('hashchange', followAddress)
  }
  const first = await refresh()
  if (first === null || first.ok) return stop
  stop()
  onFailure(first.failure)
  return () => {}
}

/** What is said to this window rather than about the state. */
function signal(event: AppEvent): void {
  if (event.type === 'command.invoked' && isCommand(event.command)) invoke(event.command)
  if (event.type === 'file.opened') void useStore.getState().openFile(event.file)
}
