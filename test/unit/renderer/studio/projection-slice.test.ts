import { beforeEach, expect, it } from 'vitest'
import { project } from '../../../../renderer/studio/projection'
import { useStore } from '../../../../renderer/studio/store'
import { datasetSummary, run, snapshot, train } from '../figures'
import { answered, answeringHost, type Call } from './answering-host'

const state = () => useStore.getState()
const steps = () =>
  state()
    .projection?.metrics.one?.toArray()
    .map(({ step }) => step) ?? []
const heard = (step: number, loss = 1) => ({ type: 'run.metric', runId: 'one', metric: train(step, loss) }) as const

let calls: readonly Call[]
beforeEach(async () => {
  useStore.setState({ projection: project(snapshot([run('one'), run('two')])), laidOver: [], runId: 'one' })
  calls = await answeringHost()
})

it('keeps the figures that arrive while a curve is fetched, over those of the answer', async () => {
  void state().loadMetrics('one')
  state().receive([heard(3, 0.3), heard(4)])
  await calls[0]?.answer(answered([train(1), train(2), train(3, 9)]))
  expect(steps()).toEqual([1, 2, 3, 4])
  expect(state().projection?.metrics.one?.at(2)?.loss).toBe(0.3)
})

it('joins fifty thousand figures that are known with the fifty thousand of the answer', async () => {
  const every = Array.from({ length: 50_000 }, (_, place) => place + 1)
  state().receive(every.map((step) => heard(step)))
  void state().loadMetrics('one')
  await calls[0]?.answer(answered(every.map((step) => train(step))))
  expect(steps()).toEqual(every)
})

it('knows of the jobs that were begun before it was loaded', () => {
  const progress = { job: 'export', phase: 'saving', done: 1, total: 5 } as const
  state().loadSnapshot(snapshot([run('one')], { jobs: [{ id: 'one', ...progress }] }))
  expect(state().projection?.jobs).toEqual({ one: progress })
})

it('forgets which rows were looked at where a dataset is another opening of it, and only there', () => {
  const datasets = [datasetSummary({ id: 'a', epoch: 3 }), datasetSummary({ id: 'b', epoch: 3 }), datasetSummary({ id: 'c', epoch: 3 })]
  state().loadSnapshot(snapshot([], { datasets }))
  for (const { id } of datasets) state().lookAt(id, { cursor: { id: 1, index: 1 } })
  state().loadSnapshot(snapshot([], { datasets: [datasetSummary({ id: 'a', epoch: 3 }), datasetSummary({ id: 'b', epoch: 4 })] }))
  expect(['a', 'b', 'c'].map((id) => state().views[id]?.cursor)).toEqual([{ id: 1, index: 1 }, null, null])
})

it('lays a removed run over no other', () => {
  state().layOver('two', true)
  expect(state().laidOver).toEqual(['two'])
  state().receive([{ type: 'run.removed', runId: 'two' }])
  expect(state().laidOver).toEqual([])
})
