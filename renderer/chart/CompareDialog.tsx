import type { Run } from '../../electron/shared/run'
import { figureOf, wordOf } from '../frame/run-state'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { VisibleText } from '../parts/VisibleText'
import { allRuns } from '../studio/selectors'
import { useStore } from '../studio/store'
import { moment } from '../text/format'
import { mostOthers } from './views'

/** Chooses the runs whose curves lie over this one's. */
export function CompareDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const runs = useStore(allRuns).filter((other) => other.id !== run.id)
  const laidOver = useStore((state) => state.laidOver)
  const layOver = useStore((state) => state.layOver)
  const chosen = runs.filter((other) => laidOver.includes(other.id)).length
  return (
    <Dialog title="Compare with other runs" onClose={onClose}>
      {runs.length === 0 ? (
        <p className="quiet">There is no other run yet. Duplicate this one with a change to see what the change does.</p>
      ) : (
        <>
          <p className="quiet">Their curves lie over this one’s, and a table shows what was different. At most {mostOthers}.</p>
          <ul className="compare-list" aria-label="Runs">
            {runs.map((other) => (
              <li key={other.id}>
                <label className="option">
                  <input
                    type="checkbox"
                    checked={laidOver.includes(other.id)}
                    disabled={!laidOver.includes(other.id) && chosen >= mostOthers}
                    onChange={(event) => layOver(other.id, event.target.checked)}
                  />
                  <span className="grow">
                    <b className="clip">
                      <VisibleText text={other.name} />
                    </b>
                    <span className="small quiet">
                      {wordOf(other)} · {moment(other.createdAt)}
                    </span>
                  </span>
                  <span className="num quiet">{figureOf(other)}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
