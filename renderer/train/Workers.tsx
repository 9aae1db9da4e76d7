import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

/** Training on several Macs at once, by a hostfile. */
export function Workers() {
  const workers = useStore((state) => state.workers)
  const choose = useStore((state) => state.chooseWorkers)
  const failure = useStore((state) => state.workersFailure)
  const alone = useStore((state) => state.trainAlone)
  return (
    <fieldset className={workers === null ? 'setting' : 'setting changed'}>
      <legend className="unseen">Several Macs</legend>
      <div className="setting-name">
        <span>Several Macs</span>
        <span className="term">hostfile</span>
      </div>
      <div className="setting-value">
        {workers !== null && (
          <span className="clip" title={workers.location}>
            <VisibleText text={workers.name} />
          </span>
        )}
        <Button onClick={() => void choose()}>{workers === null ? 'Choose a hostfile…' : 'Choose another…'}</Button>
        {workers !== null && <Button onClick={alone}>Train on this one alone</Button>}
      </div>
      <p className="hint">The Macs named in a hostfile of mlx.launch train together, each on a part of every batch.</p>
      {failure !== null && <FailureNote failure={failure} title="No hostfile was chosen" />}
    </fieldset>
  )
}
