import { errnoOf } from '../../core/files/atomic'
import { StudioError } from '../../shared/errors'
import { serve } from '../../web/serve'
import { type Command, noWords, number, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { withStudio } from '../studio'

/** `antecedent serve`: the window in a browser of this machine. */
export const serveCommand: Command = {
  usage: 'serve [--port N]',
  summary: 'serves the window on the loopback address; prints it with its token',
  options: { port: { type: 'string' } },
  run: (invocation) => {
    const port = number(invocation, 'port') ?? 0
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage('--port takes a whole number up to 65535.')
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal, locations } = invocation
      const host = await serve({ antecedent: studio, rendererDir: locations().renderer, port }).catch((error: unknown) => {
        const code = errnoOf(error)
        if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
        const why = code === 'EACCES' ? 'may not be used by you' : 'is in use'
        throw new StudioError({ code: 'busy', message: `Port ${port} ${why}.`, hint: 'Name another, or none for a free one.' })
      })
      output.line({ type: 'listening', url: host.url })
      output.say(`Antecedent is at ${host.url}\nThe address holds a key: whoever has it, on this machine, has the app. Ctrl-C ends it.`)
      studio.services.datasets.prepare()
      void studio.continueInterrupted()
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await host.close()
      output.line({ type: 'result', stopped: true })
      return 0
    })
  },
}
