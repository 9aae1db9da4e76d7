import { Suspense, useEffect } from 'react'
import { Sheets } from '../palette/Sheets'
import { SettingsDialog } from '../settings/SettingsDialog'
import { useStore } from '../studio/store'
import { DropTarget } from './DropTarget'
import { LocateDialog } from './LocateDialog'
import { RunNews } from './RunNews'
import { Sidebar } from './Sidebar'
import { StatusLine } from './StatusLine'
import { preloadScreens, screenOf } from './screens'
import { useCommand, useCommandKeys } from './use-command'

/** Sidebar, work, status line; and what belongs to the whole window: drops, keys, the live region. */
export function Frame() {
  const screen = useStore((state) => state.screen)
  const host = useStore((state) => state.projection?.host)
  const platform = useStore((state) => state.projection?.platform)
  const announcement = useStore((state) => state.announcement)
  const Shown = screenOf(screen)
  useEffect(preloadScreens, [])
  useCommandKeys()
  useScreenCommands()
  return (
    <div className="frame" data-host={host} data-platform={platform}>
      <Sidebar />
      <div className="work">
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </div>
      <StatusLine />
      <DropTarget />
      <LocateDialog />
      <SettingsDialog />
      <Sheets />
      <RunNews />
      <p className="unseen" role="status" aria-live="polite" data-testid="live">
        <span key={announcement.turn}>{announcement.text}</span>
      </p>
    </div>
  )
}

/** A screen that is not here yet, for the moment in which it comes. */
function Loading() {
  return (
    <main className="screen" aria-busy="true">
      <h1 className="unseen">Loading …</h1>
    </main>
  )
}

function useScreenCommands(): void {
  const go = useStore((state) => state.go)
  const openDataset = useStore((state) => state.chooseDataset)
  const openSettings = useStore((state) => state.openSettings)
  const openSheet = useStore((state) => state.openSheet)
  useCommand('screen.dataset', () => go({ screen: 'dataset', subject: null }))
  useCommand('screen.train', () => go({ screen: 'train', subject: null }))
  useCommand('screen.resolve', () => go({ screen: 'resolve', subject: null }))
  useCommand('screen.export', () => go({ screen: 'export', subject: null }))
  useCommand('run.export', () => go({ screen: 'export', subject: null }))
  useCommand('file.open', () => void openDataset())
  useCommand('app.settings', openSettings)
  useCommand('app.palette', () => openSheet('palette'))
  useCommand('app.keys', () => openSheet('keys'))
}
