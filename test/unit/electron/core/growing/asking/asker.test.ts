import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AnswerLog } from '../../../../../../electron/core/growing/asking/answer-log'
import { Asker } from '../../../../../../electron/core/growing/asking/asker'
import type { ModelAnswer } from '../../../../../../electron/core/growing/asking/large-model'
import { type FailureKind, ModelFailure } from '../../../../../../electron/core/growing/asking/model-failure'
import { ordinaryPatience, waitAfter } from '../../../../../../electron/core/growing/asking/patience'
import { temporaryFolder } from '../../temporary-folder'
import { never } from './model-options'

const answer: ModelAnswer = { text: 'yes', finish: 'stop', usage: null }
const fails = (kind: FailureKind, wait: number | null = null) => new ModelFailure(kind, `It is ${kind}.`, 'Wait.', wait)

async function asking(outcomes: readonly (ModelFailure | ModelAnswer)[]) {
  const path = join(await temporaryFolder(), 'answers.jsonl')
  const { log } = await AnswerLog.open(path)
  const waits: number[] = []
  const told: string[] = []
  const clock = {
    wait: async (milliseconds: number) => {
      waits.push(milliseconds)
    },
    now: () => 0,
    random: () => 0,
  }
  let place = 0
  const ask = async () => {
    const outcome = outcomes[place++] ?? answer
    if (outcome instanceof ModelFailure) throw outcome
    return outcome
  }
  const asker = new Asker(log, ordinaryPatience, clock, (attempt, milliseconds, failure) =>
    told.push(`${attempt} ${milliseconds} ${failure.message}`),
  )
  return { path, log, asker, ask, waits, told, asked: () => place }
}

describe('an asker', () => {
  it('waits twice as long each time, and says why', async () => {
    const { asker, ask, waits, told } = await asking([fails('server-failed'), fails('timed-out'), fails('unreachable')])
    expect(await asker.answer('q', ask, never, never)).toEqual(answer)
    expect(waits).toEqual([1_000, 2_000, 4_000])
    expect(told[1]).toBe('2 2000 It is timed-out.')
  })

  it('waits as long as the server asks for, and gives up where that is too long', async () => {
    const { asker, ask, waits } = await asking([fails('rate-limited', 7_000), fails('rate-limited', 3_600_000)])
    await expect(asker.answer('q', ask, never, never)).rejects.toMatchObject({ kind: 'rate-limited' })
    expect(waits).toEqual([7_000])
  })

  it('gives up after its attempts', async () => {
    const { asker, ask, asked } = await asking(Array(20).fill(fails('server-failed')))
    await expect(asker.answer('q', ask, never, never)).rejects.toMatchObject({ kind: 'server-failed' })
    expect(asked()).toBe(ordinaryPatience.attempts)
  })

  it.each<FailureKind>(['key-refused', 'not-permitted', 'no-credit', 'model-unknown', 'address-wrong', 'request-refused'])(
    'does not try again what would fail again: %s',
    async (kind) => {
      const { asker, ask, asked } = await asking([fails(kind)])
      await expect(asker.answer('q', ask, never, never)).rejects.toMatchObject({ kind })
      expect(asked()).toBe(1)
    },
  )

  it('keeps an answer, and why there is none, beyond its own life', async () => {
    const { path, asker, ask, asked } = await asking([answer, fails('too-long')])
    await asker.answer('one', ask, never, never)
    expect(await asker.answer('two', ask, never, never)).toMatchObject({ code: 'text-too-long' })
    const { log } = await AnswerLog.open(path)
    const again = new Asker(log, ordinaryPatience, { wait: async () => undefined, now: () => 0, random: () => 0 }, () => undefined)
    expect(await again.answer('one', ask, never, never)).toEqual(answer)
    expect(await again.answer('two', ask, never, never)).toMatchObject({ code: 'text-too-long' })
    expect(asked()).toBe(2)
    expect(log.lost).toEqual([])
  })

  it('knows which requests may have been answered without the answer arriving', async () => {
    const { path, asker, ask } = await asking([...Array(6).fill(fails('timed-out')), ...Array(6).fill(fails('server-failed'))])
    await asker.answer('slow', ask, never, never).catch(() => undefined)
    await asker.answer('broken', ask, never, never).catch(() => undefined)
    expect((await AnswerLog.open(path)).log.lost).toEqual(['slow'])
  })

  it('does not wait any longer when the job closes', async () => {
    const closing = new AbortController()
    const path = join(await temporaryFolder(), 'answers.jsonl')
    const { log } = await AnswerLog.open(path)
    const wait = (_: number, signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        closing.abort()
      })
    const asker = new Asker(log, ordinaryPatience, { wait, now: () => 0, random: () => 0 }, () => undefined)
    const ask = async () => {
      throw fails('rate-limited')
    }
    await expect(asker.answer('q', ask, never, closing.signal)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })
})

it('comes back at slightly different times, never later than it may', () => {
  const failure = fails('server-failed')
  for (const random of [0, 0.5, 0.999]) expect(waitAfter(failure, 5, ordinaryPatience, random)).toBe(Math.round(16_000 * (1 - random / 4)))
  expect(waitAfter(failure, 6, ordinaryPatience, 0)).toBeNull()
  expect(waitAfter(failure, 19, { ...ordinaryPatience, attempts: 20 }, 0)).toBe(ordinaryPatience.longestWaitMilliseconds)
})
