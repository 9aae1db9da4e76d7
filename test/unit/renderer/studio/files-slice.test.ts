import { expect, it } from 'vitest'
import type { LocatedFile } from '../../../../electron/shared/contract'
import { useStore } from '../../../../renderer/studio/store'
import { answered, answeringHost } from './answering-host'

const state = () => useStore.getState()
const file = (name: string) => ({ handle: name, name, location: `/${name}` }) as LocatedFile
const noDialog = { ok: false, failure: { code: 'not-allowed', message: 'There is no dialog here.' } } as const

it('takes the system’s own dialog where there is one', async () => {
  const calls = await answeringHost()
  const chosen = state().chooseFile('dataset')
  await calls[0]?.answer(answered(file('a.jsonl')))
  expect(await chosen).toEqual(answered(file('a.jsonl')))
  expect(state().locating).toBeNull()
})

it('leaves a question open that was asked after the one which is answered late', async () => {
  const calls = await answeringHost()
  const first = state().chooseFile('dataset')
  await calls[0]?.answer(noDialog)
  const late = state().locating?.answer
  late?.(null)
  expect(await first).toEqual(answered(null))
  const second = state().chooseFile('config')
  await calls[1]?.answer(noDialog)
  late?.(file('a.jsonl'))
  expect(state().locating?.purpose).toBe('config')
  state().locating?.answer(null)
  expect(await second).toEqual(answered(null))
})
