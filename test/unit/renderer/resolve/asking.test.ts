import { expect, it } from 'vitest'
import type { Run } from '../../../../electron/shared/run'
import { answererKey } from '../../../../renderer/resolve/answerer-key'
import { askingOf } from '../../../../renderer/resolve/asking'
import type { Answerer } from '../../../../renderer/resolve/resolve-slice'
import { project } from '../../../../renderer/studio/projection'
import { run, snapshot } from '../figures'
import { modelInfo } from '../model-figure'

const at = '2026-01-01T00:00:00Z'
const finished = (id: string, bestStep: number): Run =>
  run(id, {
    usable: true,
    state: { state: 'finished', steps: 10, bestStep, bestLoss: 1, finishedAt: at, seconds: 1, early: false },
  })
const of = (id: string, weights: 'best' | 'last' = 'best'): Answerer => ({ kind: 'run', runId: id, weights })
const model: Answerer = { kind: 'model', model: { kind: 'demo' } }

const asking = (by: Answerer | null, against: Answerer | null, runs: readonly Run[], strength = 0.5) =>
  askingOf({ projection: project(snapshot(runs, { models: [modelInfo()] })), against, strength }, by)

it('offers the last weights of a run only where they are others than the best', () => {
  const { choices } = asking(of('a'), null, [finished('a', 10), finished('b', 4)])
  expect(choices.map(answererKey)).toEqual(['run b best', 'run b last', 'model demo'])
})

it('takes nobody beside whoever answers that is not there, or is the same', () => {
  const runs = [finished('a', 4)]
  expect(asking(of('a'), model, runs).against).toEqual(model)
  expect(asking(of('a'), of('a', 'last'), runs).against).toEqual(of('a', 'last'))
  expect(asking(of('a'), of('a'), runs).against).toBeNull()
  expect(asking(of('a'), of('removed'), runs).against).toBeNull()
  expect(asking(of('a'), of('a', 'last'), [finished('a', 10)]).against).toBeNull()
})

it('uses less than all of it only of a run that can be used by half', () => {
  const full = finished('a', 4)
  expect(asking(of('a'), null, [full])).toMatchObject({ strength: 0.5, hasStrength: true })
  const dora = { ...full, config: { ...full.config, fine_tune_type: 'dora' as const } }
  expect(asking(of('a'), null, [dora])).toMatchObject({ strength: 1, hasStrength: false })
})

it('asks a model alone, and as it is', () => {
  expect(asking(model, of('a'), [finished('a', 4)])).toEqual({ choices: [], against: null, strength: 1, hasStrength: false })
  expect(asking(null, of('a'), []).against).toBeNull()
})

it('offers no model that is refused', () => {
  const refused = modelInfo({ ref: { kind: 'folder', id: 'm-1' }, trouble: 'mine is refused.', supported: false, memory: null })
  const state = { projection: project(snapshot([finished('a', 10)], { models: [modelInfo(), refused] })), against: null, strength: 1 }
  expect(askingOf(state, of('a')).choices.map(answererKey)).toEqual(['model demo'])
})
