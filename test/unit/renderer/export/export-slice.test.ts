import { beforeEach, expect, it } from 'vitest'
import { otherExported } from '../../../../renderer/export/export-slice'
import { useStore } from '../../../../renderer/studio/store'
import { run, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const state = () => useStore.getState()
const progress = { job: 'export', phase: 'saving', done: 1, total: 5 } as const
let calls: readonly Call[]
beforeEach(async () => {
  calls = await answeringHost()
  state().loadSnapshot(snapshot([run('one'), run('two')]))
  useStore.setState({ exporting: { state: 'idle' }, destination: { handle: 'h', name: 'f', location: '/f' }, begun: {} })
})

it('tells another run that is exported from the one that is looked at', async () => {
  void state().exportRun('one', 'folder')
  expect([otherExported('one')(state()), otherExported('two')(state())?.id]).toEqual([null, 'one'])
  await calls[0]?.answer(answered({}))
  expect(otherExported('two')(state())).toBeNull()
})

it('knows of another run whose export was begun before a reload', () => {
  state().loadSnapshot(snapshot([run('one'), run('two')], { jobs: [{ id: 'one', ...progress }] }))
  expect(otherExported('two')(state())?.id).toBe('one')
})

it('calls no export one that was not made where only its answer was lost', async () => {
  const asked = state().exportRun('one', 'folder')
  await calls[0]?.answer({ ok: false, failure: { code: 'connection-lost', message: 'The connection was lost.' } })
  await asked
  expect(state().exporting).toEqual({ state: 'idle' })
})

it('exports no run that is being scored', async () => {
  void state().scoreRun('one')
  await state().exportRun('one', 'folder')
  expect([calls.map(({ channel }) => channel), state().exporting]).toEqual([['run.evaluate'], { state: 'idle' }])
})
