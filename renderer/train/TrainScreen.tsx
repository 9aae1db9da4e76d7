import { currentRun } from '../studio/selectors'
import { useStore } from '../studio/store'
import { NewRun } from './NewRun'
import { RunView } from './RunView'
import './train.css'

/** The second step: a form for a new run, or a run as it learns. */
export function TrainScreen() {
  const run = useStore(currentRun)
  return run === null ? <NewRun /> : <RunView key={run.id} run={run} />
}
