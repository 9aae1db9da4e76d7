import { beforeEach, expect, it } from 'vitest'
import { useStore } from '../../../../renderer/studio/store'
import { snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'
import { hubModel } from './hub-figure'

let calls: readonly Call[] = []
const state = () => useStore.getState()
const last = (channel: Call['channel']) => calls.findLast((call) => call.channel === channel)
const { repo } = hubModel()
const arrive = () => state().receive([{ type: 'download.ended', id: 'd', repo, model: { kind: 'hub', repo } }])

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true)
  calls = await answeringHost()
  state().loadSnapshot(snapshot())
  void state().lookAtModel(repo)
  await last('hub.look')?.answer(answered(hubModel()))
})

it('chooses a model that was asked for here once it is here', async () => {
  void state().fetchLooked()
  await last('download.start')?.answer(answered({ id: 'd' }))
  arrive()
  expect(state()).toMatchObject({ modelChoice: `hub:${repo}`, announcement: { text: `${repo} is here.` } })
})

it('chooses it though it is here before the answer is', async () => {
  void state().fetchLooked()
  arrive()
  expect(state().modelChoice).toBe(`hub:${repo}`)
})

it('awaits no model that was not begun, and says why it was not', async () => {
  const failure = { code: 'disk-full', message: 'No room.' } as const
  const begun = state().fetchLooked()
  await last('download.start')?.answer({ ok: false, failure })
  expect(await begun).toBe(false)
  expect(state().downloadFailure).toEqual(failure)
  arrive()
  expect(state().modelChoice).toBe('demo')
})

it('leaves the choice that was made while it was on its way, and says that it is here', async () => {
  void state().fetchLooked()
  await last('download.start')?.answer(answered({ id: 'd' }))
  state().chooseModel('folder:/another')
  arrive()
  expect(state()).toMatchObject({ modelChoice: 'folder:/another', announcement: { text: `${repo} is here.` } })
})

it('chooses of two that were asked for the one that comes last', async () => {
  const other = { ...hubModel(), repo: 'somebody/another' }
  void state().fetchLooked()
  void state().lookAtModel(other.repo)
  await last('hub.look')?.answer(answered(other))
  void state().fetchLooked()
  arrive()
  expect(state().modelChoice).toBe(`hub:${repo}`)
  state().receive([{ type: 'download.ended', id: 'e', repo: other.repo, model: { kind: 'hub', repo: other.repo } }])
  expect(state().modelChoice).toBe(`hub:${other.repo}`)
})
