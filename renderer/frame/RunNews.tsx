import { useEffect, useRef } from 'react'
import { loss } from '../../electron/shared/quantities'
import { allRuns } from '../studio/selectors'
import { useStore } from '../studio/store'
import { shareOf, wordOf } from './run-state'

/** Tells the live region what becomes of runs: every tenth of the progress, and the end. */
export function RunNews() {
  const runs = useStore(allRuns)
  const announce = useStore((state) => state.announce)
  const said = useRef<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    const now = new Map(
      runs.map((run) => {
        const tenth = Math.floor((shareOf(run) ?? 0) * 10) * 10
        const end = run.state.state === 'finished' ? `, validation loss ${loss(run.state.bestLoss)} at the best step` : ''
        return [run.id, run.state.state === 'running' ? (tenth > 0 ? `${run.name}: ${tenth} %` : '') : `${run.name}: ${wordOf(run)}${end}`]
      }),
    )
    const before = said.current
    said.current = now
    if (before === null) return
    for (const [id, words] of now) if (words !== '' && before.has(id) && before.get(id) !== words) announce(words)
  }, [runs, announce])
  return null
}
