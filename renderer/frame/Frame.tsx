import { DatasetScreen } from '../dataset/DatasetScreen'
import { ExportScreen } from '../export/ExportScreen'
import { Sheets } from '../palette/Sheets'
import { ResolveScreen } from '../resolve/ResolveScreen'
import { SettingsDialog } from '../settings/SettingsDialog'
import type { Screen } from '../studio/route'
import { useStore } from '../studio/store'
import { TrainScreen } from '../train/TrainScreen'
import { DropTarget } from './DropTarget'
import { LocateDialog } from './LocateDialog'
import { RunNews } from './RunNews'
import { Sidebar } from './Sidebar'
import { StatusLine } from './StatusLine'
import { useCommand, useCommandKeys } from './use-command'

/** Sidebar, work, status line; and what belongs to the whole window: drops, keys, the live region. */
export function Frame() {
  const screen = useStore((state) => state.screen)
  const host = useStore((state) => state.projection?.host)
  const platform = useStore((state) => state.projection?.platform)
  const announcement = useStore((state) => state.announcement)
  useCommandKeys()
  useScreenCommands()
  return (
    <div className="frame" data-host={host} data-platform={platform}>
      <Sidebar />
      <div className="work">{screenOf(screen)}</div>
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

function screenOf(screen: Screen) {
  switch (screen) {
    case 'dataset':
      return <DatasetScreen />
    case 'train':
      return <TrainScreen />
    case 'resolve':
      return <ResolveScreen />
    case 'export':
      return <ExportScreen />
  }
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
