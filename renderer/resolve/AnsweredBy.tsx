import { count } from '../../electron/shared/quantities'
import { WeightsChoice } from '../parts/WeightsChoice'
import { allModels, allRuns, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { weightsSteps } from '../studio/weights'
import { spelledOut } from '../text/control-characters'
import { usableRuns } from './answerer-key'
import type { Answerer } from './resolve-slice'

/** Which run or base model answers, and with which of a run's weights. */
export function AnsweredBy({ by }: { readonly by: Answerer | null }) {
  const run = useStore((state) => (by?.kind === 'run' ? allRuns(state).find((other) => other.id === by.runId) : undefined))
  const step = run !== undefined && weightsSteps(run) === null && 'bestStep' in run.state ? run.state.bestStep : null
  return (
    <span className="answered-by">
      <Chooser by={by} />
      {run !== undefined && <WeightsChoice run={run} />}
      {step !== null && <span className="small clip">best checkpoint, step {count(step)}</span>}
    </span>
  )
}

function Chooser({ by }: { readonly by: Answerer | null }) {
  const runs = usableRuns(useStore(allRuns))
  const models = useStore(allModels)
  const answerWith = useStore((state) => state.answerWith)
  const value = by === null ? '' : by.kind === 'run' ? `run ${by.runId}` : `model ${modelKey(by.model)}`
  const choose = (next: string) => {
    const at = next.indexOf(' ')
    const key = next.slice(at + 1)
    answerWith(next.startsWith('run ') ? { runId: key } : { model: key })
  }
  return (
    <select aria-label="Answered by" value={value} onChange={(event) => choose(event.target.value)}>
      {runs.length > 0 && (
        <optgroup label="Runs, before and after">
          {runs.map((run) => (
            <option key={run.id} value={`run ${run.id}`}>
              {spelledOut(run.name)}
            </option>
          ))}
        </optgroup>
      )}
      <optgroup label="Base models, as they are">
        {models.map((model) => (
          <option key={modelKey(model.ref)} value={`model ${modelKey(model.ref)}`} disabled={model.trouble !== null}>
            {spelledOut(model.name)}
          </option>
        ))}
      </optgroup>
    </select>
  )
}
