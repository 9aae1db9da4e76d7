import { serve } from '../../web/serve'
import { type Command, number } from '../command'
import type { ExitCode } from '../exit-code'
import { withStudio } from '../studio'

/** `antecedent serve`: the window in a browser of this machine. */
export const serveCommand: Command = {
  usage: 'serve [--port N]',
  summary: 'serves the window on the loopback address; prints it with its token',
  options: { port: { type: 'string' } },
  run: (invocation) =>
    withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal, locations } = invocation
      const host = await serve({ antecedent: studio, rendererDir: locations().renderer, port: number(invocation, 'port') ?? 0 })
      output.line({ type: 'listening', url: host.url })
      output.say(`Antecedent is at ${host.url}\nThe address holds a key: whoever has it, on this machine, has the app. Ctrl-C ends it.`)
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await host.close()
      output.line({ type: 'result', stopped: true })
      return 0
    }),
}
