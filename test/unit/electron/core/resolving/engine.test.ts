import { expect, it, onTestFinished } from 'vitest'
import { Engine } from '../../../../../electron/core/resolving/engine'
import { doing, standInSidecar } from '../sidecar/stand-in'

const never = new AbortController().signal

async function given(prelude?: string) {
  const states: string[] = []
  const engine = new Engine(await standInSidecar(prelude), (event) => event.type === 'engine.changed' && states.push(event.engine.state))
  onTestFinished(() => engine.close())
  const ask = (repo: string, signal = never) => engine.with(signal, (sidecar) => sidecar.request('download', doing(repo), { signal }))
  return { engine, ask, states }
}

it('starts one process for all who ask, and gives it up when closed', async () => {
  const { engine, ask, states } = await given()
  await Promise.all([ask('answer'), ask('answer')])
  await engine.close()
  expect(states).toEqual(['starting', 'ready', 'off'])
})

it('starts afresh after its process died, and says why it did', async () => {
  const { engine, ask, states } = await given()
  await expect(ask('exit')).rejects.toMatchObject({ failure: { code: 'sidecar-died' } })
  expect(engine.state).toMatchObject({ state: 'failed', failure: { code: 'sidecar-died' } })
  expect(await ask('answer')).toMatchObject({ path: '/answered' })
  expect(states).toEqual(['starting', 'ready', 'failed', 'starting', 'ready'])
})

it('is not disturbed by the end of the process before', async () => {
  const { engine, ask, states } = await given()
  await ask('answer')
  const closing = engine.close()
  await ask('answer')
  await closing
  expect(engine.state.state).toBe('ready')
  expect(states).toEqual(['starting', 'ready', 'off', 'starting', 'ready'])
})

it('lets whoever cancels go at once while it starts, and closes a process that never comes up', async () => {
  const { engine, ask } = await given('exec sleep 600')
  const controller = new AbortController()
  const asked = ask('answer', controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  const waiting = ask('answer')
  const closing = engine.close()
  await expect(waiting).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  await closing
  expect(engine.state).toEqual({ state: 'off' })
})
