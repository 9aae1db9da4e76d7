import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Channel, Input, Output, Studio } from '../../electron/shared/contract'
import { StudioError } from '../../electron/shared/errors'
import { socketProtocol } from '../../electron/web/handshake'
import { connect } from '../../electron/web/page/connection'
import { withoutModelPlaces } from '../unit/electron/core/no-model-places'
import { openLink } from '../unit/electron/web/visitor'

const built = resolve(import.meta.dirname, '../../out/main/cli.js')

/** The built app as a process of its own, and what a window of it can ask. */
export type HostProcess = {
  readonly child: ChildProcess
  /** Asks as a window does; throws what is refused. */
  readonly ask: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>
  /** Opens a dataset by its path; returns its id. */
  readonly open: (path: string) => Promise<string>
  /** Ends the app in the middle of whatever it does. */
  readonly kill: () => Promise<void>
}

/** Starts the app on a home and connects as its window. It is killed when the test ends. */
export async function hostProcess(home: string): Promise<HostProcess> {
  const child = spawn(process.execPath, [built, 'serve', '--json'], {
    env: { ...process.env, ...withoutModelPlaces, ANTECEDENT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(kill)
  const studio = await windowOf(await addressOf(child))
  const ask: HostProcess['ask'] = async (channel, input) => {
    const answer = await studio.request(channel, input)
    if (!answer.ok) throw new StudioError(answer.failure)
    return answer.value
  }
  const open = async (path: string) => {
    const { handle } = await ask('file.locate', { path, purpose: 'dataset' })
    return (await ask('dataset.open', { from: 'file', handle })).id
  }
  return { child, ask, open, kill }
}

async function addressOf(child: ChildProcess): Promise<URL> {
  if (child.stdout === null) throw new Error('The host has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const message: unknown = JSON.parse(line)
    if (typeof message === 'object' && message !== null && 'url' in message && typeof message.url === 'string') return new URL(message.url)
  }
  throw new Error('The host ended before it listened.')
}

async function windowOf(address: URL): Promise<Studio<never>> {
  const { cookie, key } = await openLink({ port: Number(address.port) }, `${address.pathname}${address.search}`)
  const headers = { Cookie: cookie, Origin: address.origin }
  return connect<never>({
    openSocket: () => {
      const socket = new WebSocket(`ws://${address.host}/studio`, [socketProtocol, key], { headers })
      socket.on('error', () => undefined)
      return socket
    },
    upload: () => Promise.reject(new Error('Nothing is dropped.')),
    // A host that was killed is not called again.
    patience: () => 86_400_000,
  })
}
