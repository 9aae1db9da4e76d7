import { beforeEach, expect, it } from 'vitest'
import type { SuggestedModel } from '../../../../electron/shared/suggested-model'
import { useStore } from '../../../../renderer/studio/store'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const llama: SuggestedModel = {
  name: 'Llama',
  original: 'meta/llama',
  licence: { name: 'free', terms: false },
  parameters: 1,
  finding: null,
  versions: [],
}
let calls: readonly Call[] = []
const asked = () => calls.filter(({ channel }) => channel === 'model.suggest')

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true)
  calls = await answeringHost()
})

it('asks for the short list once', async () => {
  const first = useStore.getState().askSuggestedModels()
  await asked()[0]?.answer(answered([llama]))
  await first
  await useStore.getState().askSuggestedModels()
  expect(useStore.getState().suggestedModels).toEqual([llama])
  expect(asked()).toHaveLength(1)
})

it('says why there is no list, and asks again', async () => {
  const first = useStore.getState().askSuggestedModels()
  const failure = { code: 'internal', message: 'No.' } as const
  await asked()[0]?.answer({ ok: false, failure })
  await first
  expect(useStore.getState()).toMatchObject({ modelFailure: failure, suggestedModels: [] })
  void useStore.getState().askSuggestedModels()
  expect(asked()).toHaveLength(2)
})
