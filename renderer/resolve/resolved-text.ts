import type { Input } from '../../electron/shared/contract'
import { allModels, allRuns, modelKey } from '../studio/selectors'
import type { Store } from '../studio/store'
import type { Decided } from './decisions'
import type { Answerer } from './resolve-slice'

/** A text that goes out. */
export type ResolvedText = Input<'text.format'>['texts'][number]

/** The answer on the desk as the person left it, with who gave it; null where there is none. */
export function resolvedTextOf(state: Store, source: string, left: Decided): ResolvedText | null {
  const { resolving } = state
  if (resolving.state !== 'done') return null
  const main = resolving.rewrites.find(({ side }) => side === 'tuned') ?? resolving.rewrites[0]
  if (main === undefined) return null
  const facts = factsOf(state, resolving.by)
  if (facts === null) return null
  const whole = [{ start: 0, end: source.length }]
  const asked = main.parts?.flatMap(({ start, end, state }) => (state === 'resolved' ? [{ start, end }] : [])) ?? whole
  const decisions = [...left.decisions].flatMap(([place, { kind }]) => {
    const edit = left.edits[place]
    return edit === undefined ? [] : [{ start: edit.start, end: edit.end, kind }]
  })
  return {
    id: 'text',
    source,
    output: left.output,
    answers: asked.map((part) => ({ ...part, ...facts, adapter: main.figures.weights, finishReason: main.finishReason })),
    decisions: decisions.sort((one, other) => one.start - other.start || one.end - other.end),
  }
}

type Facts = Pick<ResolvedText['answers'][number], 'model' | 'run' | 'weights' | 'step'>

function factsOf(state: Store, by: Answerer): Facts | null {
  if (by.kind === 'model') {
    const name = allModels(state).find(({ ref }) => modelKey(ref) === modelKey(by.model))?.name ?? 'a model'
    return { model: { ref: by.model, name }, run: null, weights: 'base', step: null }
  }
  const run = allRuns(state).find(({ id }) => id === by.runId)
  if (run === undefined) return null
  const weights = by.weights ?? 'best'
  const step = weights === 'best' && 'bestStep' in run.state ? run.state.bestStep : (run.checkpoint?.step ?? null)
  return { model: { ref: run.model.ref, name: run.model.name }, run: { id: run.id, name: run.name }, weights, step }
}
