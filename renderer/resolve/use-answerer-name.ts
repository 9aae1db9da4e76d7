import { runWithWeights } from '../../electron/shared/answered-by'
import { allModels, allRuns, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import type { Answerer } from './resolve-slice'

/** Names those who answer: a run with its weights, or a model. */
export function useAnswererName(): (by: Answerer) => string {
  const runs = useStore(allRuns)
  const models = useStore(allModels)
  return (by) => {
    if (by.kind === 'model') return models.find(({ ref }) => modelKey(ref) === modelKey(by.model))?.name ?? 'a model'
    return runWithWeights(runs.find(({ id }) => id === by.runId)?.name ?? 'a run', by.weights ?? 'best')
  }
}
