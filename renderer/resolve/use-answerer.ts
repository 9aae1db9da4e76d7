import { useMemo } from 'react'
import { allModels, allRuns, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { weightsSteps } from '../studio/weights'
import { usableRuns } from './answerer-key'
import type { Answerer } from './resolve-slice'

/** Who answers: the chosen model, else the run that is looked at, else the newest usable run, else a base model. */
export function useAnswerer(): Answerer | null {
  const runs = useStore(allRuns)
  const models = useStore(allModels)
  const runId = useStore((state) => state.runId)
  const chosen = useStore((state) => state.answererModel)
  const weights = useStore((state) => state.weights)
  return useMemo(() => {
    const model = models.find((candidate) => modelKey(candidate.ref) === chosen && candidate.trouble === null)
    if (model !== undefined) return { kind: 'model', model: model.ref }
    const usable = usableRuns(runs)
    const run = usable.find((candidate) => candidate.id === runId) ?? usable[0]
    if (run !== undefined) return { kind: 'run', runId: run.id, weights: weightsSteps(run) === null ? 'best' : (weights[run.id] ?? 'best') }
    return models[0] === undefined ? null : { kind: 'model', model: models[0].ref }
  }, [runs, models, runId, chosen, weights])
}
