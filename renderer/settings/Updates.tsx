import { useState } from 'react'
import type { Settings } from '../../electron/shared/settings'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'

/** Whether the app looks for newer versions of itself, and for which. */
export function Updates({ checkForUpdates, updateChannel }: Pick<Settings, 'checkForUpdates' | 'updateChannel'>) {
  const change = useStore((state) => state.changeSettings)
  const [wrong, setWrong] = useState<string | null>(null)
  const set = async (some: Partial<Settings>) => setWrong((await change(some))?.message ?? null)
  return (
    <div className="stack">
      <label className="row">
        <input
          type="checkbox"
          checked={checkForUpdates}
          aria-describedby="updates-hint"
          onChange={(event) => void set({ checkForUpdates: event.target.checked })}
        />
        <span>Look for newer versions once a day</span>
      </label>
      <Segmented
        label="Which versions"
        value={updateChannel}
        options={[
          { value: 'stable', label: 'Stable' },
          { value: 'beta', label: 'Also those that are tried out' },
        ]}
        onChange={(channel) => void set({ updateChannel: channel })}
      />
      <p id="updates-hint" className={wrong === null ? 'hint' : 'hint wrong'}>
        {wrong === null ? 'Nothing is installed unasked, and never while a run trains or a model is fetched.' : `✗ ${wrong}`}
      </p>
    </div>
  )
}
