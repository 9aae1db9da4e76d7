import { beforeEach, expect, it, vi } from 'vitest'
import type { Failure } from '../../../../electron/shared/errors'
import { openWindow } from '../../../../renderer/studio/open-window'
import { useStore } from '../../../../renderer/studio/store'
import { run, snapshot } from '../figures'
import { type AnsweringHost, answered, hostOfTheTest } from './answering-host'

const names = () => useStore.getState().projection?.runs.map(({ name }) => name)
const renamed = (name: string) => ({ type: 'run.changed', run: run('one', { name }) }) as const
const turn = () => new Promise((carryOn) => setImmediate(carryOn))

let host: AnsweringHost
let failures: Failure[]
let close: () => void
beforeEach(async () => {
  useStore.setState({ projection: null, runId: null, laidOver: [] })
  host = hostOfTheTest()
  vi.stubGlobal('window', { studio: host.studio, addEventListener: () => {}, removeEventListener: () => {} })
  vi.stubGlobal('location', { hash: '' })
  failures = []
  close = openWindow((failure) => failures.push(failure))
  await turn()
})

it('applies what was heard before the first snapshot after it', async () => {
  host.say(renamed('newer'))
  expect(names()).toBeUndefined()
  await host.calls[0]?.answer(answered(snapshot([run('one', { name: 'older' })])))
  expect(names()).toEqual(['newer'])
})

it('applies what was heard while a new snapshot was fetched after it', async () => {
  await host.calls[0]?.answer(answered(snapshot([run('one', { name: 'first' })])))
  host.reconnect()
  host.say(renamed('newest'))
  expect(names()).toEqual(['first'])
  await host.calls[1]?.answer(answered(snapshot([run('one', { name: 'while away' })])))
  expect(names()).toEqual(['newest'])
  host.say(renamed('later'))
  expect(names()).toEqual(['later'])
})

it('takes only the newest of two snapshots, and nothing that was heard is lost', async () => {
  await host.calls[0]?.answer(answered(snapshot([run('one', { name: 'first' })])))
  host.reconnect()
  host.say({ type: 'run.changed', run: run('two') })
  host.reconnect()
  await host.calls[1]?.answer(answered(snapshot([run('one', { name: 'old' })])))
  expect(names()).toEqual(['first'])
  await host.calls[2]?.answer(answered(snapshot([run('one', { name: 'new' })])))
  expect(names()).toEqual(['two', 'new'])
})

it('counts the snapshots that it took, so that what was asked over a lost connection is asked again', async () => {
  const { snapshots } = useStore.getState()
  const counted = () => useStore.getState().snapshots - snapshots
  await host.calls[0]?.answer(answered(snapshot()))
  expect(counted()).toBe(1)
  host.reconnect()
  await host.calls[1]?.answer({ ok: false, failure: { code: 'internal', message: 'Gone again.' } })
  expect(counted()).toBe(1)
  host.reconnect()
  await host.calls[2]?.answer(answered(snapshot()))
  expect(counted()).toBe(2)
})

it('goes on with what it knows where the new snapshot fails', async () => {
  await host.calls[0]?.answer(answered(snapshot([run('one', { name: 'first' })])))
  host.reconnect()
  host.say(renamed('heard'))
  await host.calls[1]?.answer({ ok: false, failure: { code: 'internal', message: 'Gone again.' } })
  expect([names(), failures]).toEqual([['heard'], []])
})

it('says why it cannot open, and asks for nothing more', async () => {
  const failure = { code: 'internal', message: 'The host is gone.' } as const
  await host.calls[0]?.answer({ ok: false, failure })
  host.reconnect()
  expect([failures, host.calls.length]).toEqual([[failure], 1])
})

it('hears nothing once it is closed', async () => {
  await host.calls[0]?.answer(answered(snapshot([run('one', { name: 'first' })])))
  close()
  host.say(renamed('later'))
  host.reconnect()
  expect([names(), host.calls.length]).toEqual([['first'], 1])
})
