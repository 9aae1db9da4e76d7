import { expect, it } from 'vitest'
import { useStore } from '../../../../renderer/studio/store'
import { snapshot } from '../figures'
import { answered, answeringHost } from '../studio/answering-host'

it('keeps a row that is put into the choice while a range is still being found', async () => {
  const calls = await answeringHost()
  const state = () => useStore.getState()
  state().loadSnapshot(snapshot())
  const range = state().chooseRange('a', { id: 15, index: 5 }, 2, 5)
  const toggle = state().toggleRow('a', { id: 18, index: 8 })
  await new Promise((carryOn) => setImmediate(carryOn))
  await calls.find(({ channel }) => channel === 'dataset.ids')?.answer(answered({ ids: [12, 13, 14, 15] }))
  await Promise.all([range, toggle])
  expect(state().views.a).toMatchObject({ cursor: { id: 18 }, chosen: { of: 'rows', ids: [12, 13, 14, 15, 18] } })
  await state().toggleRow('a', { id: 13, index: 3 })
  expect(state().views.a?.chosen).toEqual({ of: 'rows', ids: [12, 14, 15, 18] })
})
