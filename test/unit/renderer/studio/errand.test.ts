import { beforeEach, expect, it } from 'vitest'
import type { Failure } from '../../../../electron/shared/errors'
import { useStore } from '../../../../renderer/studio/store'
import { answered, answeringHost, type Call } from './answering-host'

const failure: Failure = { code: 'internal', message: 'No.' }
const cancelled: Failure = { code: 'cancelled', message: 'Cancelled.' }
const wanted = { runId: 'r', at: '2026-01-01T00:00:00Z', repo: 'ann/tuned', isPrivate: true, replace: false }
const page = 'https://huggingface.co/ann/tuned'
let calls: readonly Call[] = []
const state = () => useStore.getState()
const uploads = () => calls.filter(({ channel }) => channel === 'export.upload')

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true)
  calls = await answeringHost()
})

it('is one at a time, and says how it ended', async () => {
  for (const _ of [1, 2]) void state().upload(wanted)
  expect(uploads()).toHaveLength(1)
  await uploads()[0]?.answer(answered({ page }))
  expect(state().uploading).toEqual({ state: 'done', result: { page } })
  void state().upload(wanted)
  await uploads()[1]?.answer({ ok: false, failure })
  expect(state().uploading).toEqual({ state: 'failed', failure })
})

it('is cancelled by its id, and nothing is wrong then', async () => {
  void state().upload(wanted)
  state().cancelUpload()
  const input = uploads()[0]?.input as { readonly requestId: string } | undefined
  expect(calls.at(-1)).toMatchObject({ channel: 'job.cancel', input: { id: input?.requestId } })
  expect(state().uploading.state).toBe('running')
  await uploads()[0]?.answer({ ok: false, failure: cancelled })
  expect(state().uploading).toEqual({ state: 'idle' })
})

it.each([
  ['done', answered({ page })],
  ['failed', { ok: false, failure } as const],
])('leaves nothing for the next dialog once it was left, though it is %s then', async (_, answer) => {
  void state().upload(wanted)
  state().leaveUpload()
  expect(calls.at(-1)?.channel).toBe('job.cancel')
  const before = state().announcement
  await uploads()[0]?.answer(answer)
  expect(state().uploading).toEqual({ state: 'idle' })
  expect(state().announcement).toEqual(before)
})

it('is told apart from one that was left before it', async () => {
  void state().upload(wanted)
  state().leaveUpload()
  void state().upload({ ...wanted, repo: 'ann/other' })
  await uploads()[0]?.answer({ ok: false, failure: cancelled })
  expect(state().uploading.state).toBe('running')
  await uploads()[1]?.answer(answered({ page }))
  expect(state().uploading.state).toBe('done')
})

it('ends a packing that is left, and chooses nothing that came of it', async () => {
  void state().packModel({ kind: 'demo' }, 4, null)
  state().leavePacking()
  expect(calls.at(-1)?.channel).toBe('job.cancel')
  const { modelChoice } = state()
  await calls.find(({ channel }) => channel === 'model.convert')?.answer(answered({ model: { ref: { kind: 'added', id: 'packed' } } }))
  expect([state().packing, state().modelChoice]).toEqual([{ state: 'idle' }, modelChoice])
})
