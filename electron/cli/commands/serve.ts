import { hostname } from 'node:os'
import { homeFolder, layoutOf } from '../../core/home'
import { doorOf, openDoor } from '../../web/door'
import { serve, type WebHost } from '../../web/serve'
import { type Command, type Invocation, number, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { withStudio } from '../studio'
import { accessWords, askHost, linkWords } from './serve-access'

/** Longest time without a request that a session may be given, in hours (a year). */
const maxIdleHours = 8760

/** `antecedent serve`: the window in a browser of this machine, and who may open it. */
export const serveCommand: Command = {
  usage: 'serve [--port N] [--idle HOURS] | serve link | serve sessions | serve end N|all',
  summary: 'serves the window on the loopback address and prints a link to it; another link; who is signed in; signs out',
  options: { port: { type: 'string' }, idle: { type: 'string' } },
  run: async (invocation) => {
    const port = number(invocation, 'port') ?? 0
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage('--port takes a whole number up to 65535.')
    const idle = number(invocation, 'idle')
    if (idle !== undefined && !(idle > 0 && idle <= maxIdleHours)) throw usage(`--idle takes hours, more than 0 and up to ${maxIdleHours}.`)
    const call = accessWords(invocation.words)
    if (call === null) return host(invocation, port, idle)
    if (Object.keys(invocation.options).some((name) => name !== 'json')) throw usage('Only a host that starts takes --port and --idle.')
    return askHost(call, invocation)
  },
}

function host(invocation: Invocation, port: number, idleHours: number | undefined): Promise<ExitCode> {
  return withStudio<ExitCode>(invocation, async (studio) => {
    const { output, signal, locations } = invocation
    const host = await serve({
      antecedent: studio,
      rendererDir: locations().renderer,
      port,
      ...(idleHours === undefined ? {} : { idle: idleHours * 3_600_000 }),
    })
    const closeDoor = await openOwnDoor(host, invocation)
    output.line({ type: 'listening', url: host.url })
    output.say(
      `Antecedent is at ${linkWords(host.url, host.until)}\n` +
        `From another machine, first there: ssh -N -L ${host.port}:127.0.0.1:${host.port} ${hostname()}\n` +
        'Another link: antecedent serve link (in a checkout: npm run -s cli -- serve link). Who is signed in: serve sessions. Ctrl-C ends it.',
    )
    studio.services.datasets.prepare()
    void studio.continueInterrupted()
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await closeDoor()
    await host.close()
    output.line({ type: 'result', stopped: true })
    return 0
  })
}

/** The host works without commands that ask it; why they cannot is said. */
async function openOwnDoor(host: WebHost, { output }: Invocation): Promise<() => Promise<void>> {
  const { root } = layoutOf(homeFolder(process.env, process.platform))
  return openDoor(doorOf(root), host.access).catch((error: unknown) => {
    output.note(`Other terminals cannot ask for links: ${error instanceof Error ? error.message : String(error)}`)
    return async () => undefined
  })
}
