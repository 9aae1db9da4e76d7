import { useId } from 'react'
import { useStore } from '../studio/store'

/** Whether a run goes on by itself after an interruption. The app's own, and so in no configuration. */
export function Unattended() {
  const id = useId()
  const yes = useStore((state) => state.continueAutomatically)
  const change = useStore((state) => state.continueByItself)
  return (
    <div className={yes ? 'setting changed' : 'setting'}>
      <div className="setting-name">
        <label htmlFor={id}>Continue by itself</label>
      </div>
      <div className="setting-value">
        <span className="toggle">
          <input id={id} type="checkbox" aria-describedby={`${id}-hint`} checked={yes} onChange={(event) => change(event.target.checked)} />
          <label htmlFor={id}>After an interruption</label>
        </span>
      </div>
      <p id={`${id}-hint`} className="hint">
        When the app or the machine went away in the middle, the run goes on from its last checkpoint as soon as the app is back.
      </p>
    </div>
  )
}
