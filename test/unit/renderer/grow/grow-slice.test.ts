import { beforeEach, expect, it } from 'vitest'
import type { Failure } from '../../../../electron/shared/errors'
import { isTyped } from '../../../../renderer/grow/correction'
import { useStore } from '../../../../renderer/studio/store'
import { datasetSummary, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const failure: Failure = { code: 'busy', message: 'No.' }
let calls: readonly Call[] = []
const state = () => useStore.getState()
const last = (channel: Call['channel']) => calls.findLast((call) => call.channel === channel)
const decide = (datasetId: string) => state().decide({ datasetId, id: 'c', decision: { state: 'accepted' } })

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true)
  calls = await answeringHost()
  state().loadSnapshot(snapshot([], { datasets: [datasetSummary({ id: 'd' }), datasetSummary({ id: 'e' })] }))
})

it('keeps a failure until the same is tried again or it is dismissed', async () => {
  void decide('d')
  await last('grow.decide')?.answer({ ok: false, failure })
  void state().loadGrowth('d')
  await last('grow.state')?.answer({ ok: false, failure })
  void decide('e')
  await last('grow.decide')?.answer({ ok: false, failure })
  expect(state().growFailures.map(({ datasetId, action }) => `${datasetId} ${action}`)).toEqual([
    'd grow.decide',
    'd grow.state',
    'e grow.decide',
  ])
  void decide('d')
  await last('grow.decide')?.answer(answered({}))
  state().dismissGrowFailure('e', 'grow.decide')
  expect(state().growFailures).toEqual([{ datasetId: 'd', action: 'grow.state', failure }])
})

it('begins one job, however often it is pressed', async () => {
  const source = { from: 'text', text: 'Ann left.', name: 'a' } as const
  const order = { datasetId: 'd', source, target: 50, by: { kind: 'local', by: { kind: 'model', model: { kind: 'demo' } } } } as const
  for (const _ of [1, 2]) void state().draftRows(order)
  expect(calls.filter(({ channel }) => channel === 'grow.draft')).toHaveLength(1)
  expect(state().beginning).toBe(true)
  await last('grow.draft')?.answer(answered({ jobId: 'j' }))
  expect(state().beginning).toBe(false)
  void state().draftRows(order)
  expect(calls.filter(({ channel }) => channel === 'grow.draft')).toHaveLength(2)
})

it('goes on with a job once, however often it is pressed', async () => {
  for (const _ of [1, 2]) void state().resumeGrowing('d', 'j')
  expect(calls.filter(({ channel }) => channel === 'grow.resume')).toHaveLength(1)
  await last('grow.resume')?.answer({ ok: false, failure })
  expect(state()).toMatchObject({ beginning: false, growFailures: [{ datasetId: 'd', action: 'grow.resume', failure }] })
})

it('says what became of the row of a decision that is taken back', async () => {
  const words = async (row: string) => {
    void state().undoDecision('d')
    await last('grow.undo')?.answer(answered({ entry: { candidate: { id: 'c' } }, row }))
    return state().announcement.text
  }
  expect(await words('none')).toBe('Taken back.')
  expect(await words('taken')).toContain('out of the dataset')
  expect(await words('changed')).toContain('stays in the dataset')
  expect(await words('gone')).toContain('no longer in the dataset')
})

it('tells whose rows were renamed', async () => {
  void state().renameRows('d', { of: 'rows', ids: [1] }, 1)
  await new Promise((carryOn) => setImmediate(carryOn))
  await last('grow.rename')?.answer(answered({ candidates: 2, left: [] }))
  expect(state().renamed).toEqual({ datasetId: 'd', candidates: 2, left: [] })
})

it('holds what is corrected by dataset, and knows whether anything was typed', () => {
  const before = { source: 's', rewrite: 'r' }
  state().correct('d', { id: 'c', ...before, before })
  state().correct('e', { id: 'x', source: 's', rewrite: 'other', before })
  expect(Object.values(state().corrections).map(isTyped)).toEqual([false, true])
  state().correct('d', null)
  expect(Object.keys(state().corrections)).toEqual(['e'])
})

it('counts every key that is kept or forgotten, and says what is wrong with one', async () => {
  const kept = state().keepKey({ kind: 'openai', address: 'http://localhost:1' }, 'k')
  await last('grow.setKey')?.answer({ ok: false, failure })
  expect(await kept).toBe(failure)
  expect(state().growKeys).toBe(1)
})

it('says the same twice as two things', () => {
  state().announce('Accepted.')
  const { announcement } = state()
  state().announce('Accepted.')
  expect(state().announcement.turn).not.toBe(announcement.turn)
})
