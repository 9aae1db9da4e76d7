import { beforeEach, expect, it, vi } from 'vitest'
import { everyRow } from '../../../../electron/shared/dataset'
import { useStore } from '../../../../renderer/studio/store'
import { run, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const at = '2026-01-01T00:00:00Z'
const paused = run('one', { state: { state: 'paused', step: 6, bestStep: 4, pausedAt: at }, usable: true, checkpoint: { step: 6, at } })
const refused = (code: 'cancelled' | 'connection-lost' | 'run-differs') => ({ ok: false, failure: { code, message: 'No.' } }) as const

const store = () => useStore.getState()
let calls: readonly Call[]
beforeEach(async () => {
  calls = await answeringHost()
  useStore.setState({ runFailures: {}, continuing: [], begun: {}, hardest: {}, weights: {} })
  store().loadSnapshot(snapshot([paused]))
})

it('goes on with a run once, however often it is asked to', async () => {
  void store().continueRun('one')
  void store().continueRun('one')
  expect(calls.map(({ channel }) => channel)).toEqual(['run.continue'])
  await calls[0]?.answer(answered(run('one')))
  expect(store().projection?.runs[0]?.state.state).toBe('running')
  expect(store().continuing).toEqual([])
})

it('keeps the run as it is and says why where it cannot go on', async () => {
  void store().continueRun('one')
  await calls[0]?.answer(refused('run-differs'))
  expect([store().projection?.runs[0], store().runFailures.one?.code]).toEqual([paused, 'run-differs'])
})

it('shows the dataset of a run at the row that was asked for, where it is now', async () => {
  const opened = store().openDatasetOf('one', 7)
  expect(calls[0]).toMatchObject({ channel: 'run.openDataset', input: { runId: 'one', row: 7 } })
  await calls[0]?.answer(answered({ dataset: { id: 'd-1' }, row: 5 }))
  expect(await opened).toBeNull()
  await vi.waitFor(() => expect(calls[1]).toMatchObject({ channel: 'dataset.at', input: { datasetId: 'd-1', place: 5 } }))
  await calls[1]?.answer(answered({ id: 8 }))
  await vi.waitFor(() => expect(calls[2]).toMatchObject({ channel: 'dataset.placeOf', input: { query: everyRow, id: 8 } }))
  await calls[2]?.answer(answered({ place: 5 }))
  expect(store()).toMatchObject({
    screen: 'dataset',
    datasetId: 'd-1',
    views: { 'd-1': { query: everyRow, cursor: { id: 8, index: 5 }, reveal: { place: 5 } } },
  })
  expect(store().projection?.datasets.map(({ id }) => id)).toEqual(['d-1'])
})

it('shows the dataset of a run as it was looked at where no row is asked for', async () => {
  store().lookAt('d-2', { panel: 'split' })
  void store().openDatasetOf('one', null)
  await calls[0]?.answer(answered({ dataset: { id: 'd-2' }, row: null }))
  expect(store()).toMatchObject({ datasetId: 'd-2', views: { 'd-2': { panel: 'split' } } })
})

it('stays where it is and says why where a row is not in the dataset any more', async () => {
  store().arrive({ screen: 'train', subject: 'one' })
  const opened = store().openDatasetOf('one', 7)
  await calls[0]?.answer({ ok: false, failure: { code: 'file-changed', message: 'No.' } })
  expect([(await opened)?.code, store().screen]).toEqual(['file-changed', 'train'])
})

it('sets whether a run goes on by itself', async () => {
  void store().setContinueAutomatically('one', true)
  expect(calls[0]).toMatchObject({ channel: 'run.setContinueAutomatically', input: { runId: 'one', continueAutomatically: true } })
  await calls[0]?.answer(answered({ ...paused, continueAutomatically: true }))
  expect(store().projection?.runs[0]?.continueAutomatically).toBe(true)
})

it('scores the weights that were chosen', () => {
  store().chooseWeights('one', 'last')
  void store().scoreRun('one')
  expect(calls[0]?.input).toEqual({ runId: 'one', weights: ['last'] })
})

it('scores the best weights where last ones are no others', () => {
  store().loadSnapshot(snapshot([{ ...paused, checkpoint: { step: 4, at } }]))
  store().chooseWeights('one', 'last')
  void store().scoreRun('one')
  expect(calls[0]?.input).toEqual({ runId: 'one', weights: ['best'] })
})

it('keeps the hardest rows that were found, and measures them once at a time', async () => {
  const found = { at, step: 4, measured: 9, rows: [] }
  void store().findHardest('one')
  void store().findHardest('one')
  expect(calls).toHaveLength(1)
  await calls[0]?.answer(answered(found))
  expect([store().hardest.one, store().begun]).toEqual([found, {}])
})

it('brings the hardest rows that were found before', async () => {
  const found = { at, step: 4, measured: 9, rows: [] }
  void store().loadHardest('one')
  void store().loadHardest('two')
  expect(calls.map(({ channel, input }) => [channel, input])).toEqual([
    ['run.hardest', { runId: 'one' }],
    ['run.hardest', { runId: 'two' }],
  ])
  await calls[0]?.answer(answered(found))
  await calls[1]?.answer(answered(null))
  expect(store().hardest).toEqual({ one: found })
})

it('begins no work on a run while other work on it is under way', async () => {
  void store().findHardest('one')
  await store().scoreRun('one')
  expect(calls.map(({ channel }) => channel)).toEqual(['run.findHardest'])
  await calls[0]?.answer(refused('cancelled'))
  store().receive([{ type: 'job.progress', id: 'one', job: 'export', phase: 'saving', done: 1, total: 5 }])
  await store().findHardest('one')
  expect(calls).toHaveLength(1)
})

it('goes on showing the work for which another was refused', async () => {
  const progress = { job: 'hardest', phase: 'inspecting', done: 1, total: 9 } as const
  void store().scoreRun('one')
  store().receive([{ type: 'job.progress', id: 'one', ...progress }])
  await calls[0]?.answer({ ok: false, failure: { code: 'busy', message: 'That is already under way.' } })
  expect([store().projection?.jobs.one, store().begun]).toEqual([progress, {}])
})

it('takes a measurement that was cancelled for no failure', async () => {
  void store().findHardest('one')
  await calls[0]?.answer(refused('cancelled'))
  expect([store().begun, store().runFailures]).toEqual([{}, {}])
})

it('takes work whose answer alone was lost for none that failed', async () => {
  void store().scoreRun('one')
  await calls[0]?.answer(refused('connection-lost'))
  expect([store().begun, store().runFailures]).toEqual([{}, {}])
})
