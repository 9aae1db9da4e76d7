import { useId } from 'react'
import type { Run } from '../../electron/shared/run'
import { useStore } from '../studio/store'

/** Whether the run goes on by itself after an interruption: can be changed as long as one may come, or has come. */
export function RunUnattended({ run }: { readonly run: Run }) {
  const id = useId()
  const change = useStore((state) => state.setContinueAutomatically)
  const { state } = run.state
  if (state !== 'running' && state !== 'paused' && state !== 'interrupted') return null
  return (
    <div className="unattended">
      <span className="toggle">
        <input
          id={id}
          type="checkbox"
          aria-describedby={`${id}-hint`}
          checked={run.continueAutomatically}
          onChange={(event) => void change(run.id, event.target.checked)}
        />
        <label htmlFor={id}>Continue by itself</label>
      </span>
      <p id={`${id}-hint`} className="hint">
        After an interruption, from its last checkpoint, as soon as the app is back.
      </p>
    </div>
  )
}
