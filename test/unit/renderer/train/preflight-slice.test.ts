import { beforeEach, expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import { useStore } from '../../../../renderer/studio/store'
import type { PreflightQuestion } from '../../../../renderer/train/preflight-slice'
import { answered, answeringHost, type Call } from '../studio/answering-host'
import { preflightAnswer } from './preflight-answer'

const question = (epochs: number, datasetId = 'one'): PreflightQuestion => ({
  datasetId,
  model: { kind: 'demo' },
  config: trainingConfig.parse({ epochs }),
})
const ask = (asked: PreflightQuestion | null) => void useStore.getState().askPreflight(asked)
const now = () => useStore.getState().preflight
const first = preflightAnswer({ rows: 1 })
const second = preflightAnswer({ rows: 2 })

let calls: readonly Call[]
beforeEach(async () => {
  useStore.setState({ preflight: { state: 'none' } })
  calls = await answeringHost()
})

it('cancels the question before and passes over its answer', async () => {
  ask(question(1))
  const before = now()
  const asking = before.state === 'asking' ? before.id : ''
  ask(question(2))
  expect(calls.map((call) => call.channel)).toEqual(['run.preflight', 'job.cancel', 'run.preflight'])
  expect(calls[0]?.input).toMatchObject({ requestId: asking })
  expect(calls[1]?.input).toEqual({ id: asking })
  await calls[2]?.answer(answered(second))
  await calls[0]?.answer(answered(first))
  expect(now()).toEqual({ state: 'known', last: { question: question(2), answer: second } })
})

it('keeps the last figures in sight while new ones of the same dataset and model are counted', async () => {
  ask(question(1))
  await calls[0]?.answer(answered(first))
  ask(question(2))
  expect(now()).toMatchObject({ state: 'asking', last: { question: question(1), answer: first } })
})

it('shows no figures of another dataset', async () => {
  ask(question(1))
  await calls[0]?.answer(answered(first))
  ask(question(1, 'two'))
  expect(now()).toMatchObject({ state: 'asking', last: null })
})

it('says why nothing could be counted', async () => {
  ask(question(1))
  const failure = { code: 'sidecar-died', message: 'The engine ended.' } as const
  await calls[0]?.answer({ ok: false, failure })
  expect(now()).toEqual({ state: 'failed', question: question(1), failure })
})

it('goes back to the last figures when there is nothing to ask any more', async () => {
  ask(question(1))
  await calls[0]?.answer(answered(first))
  ask(question(2))
  ask(null)
  expect(calls.at(-1)?.channel).toBe('job.cancel')
  await calls[1]?.answer({ ok: false, failure: { code: 'cancelled', message: 'Cancelled.' } })
  expect(now()).toEqual({ state: 'known', last: { question: question(1), answer: first } })
})
