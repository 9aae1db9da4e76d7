import type { ZodError } from 'zod'
import { type Answer, type Channel, channels, type Handlers, type Output, type ParsedInput } from '../shared/contract'
import { StudioError, toFailure } from '../shared/errors'

/** Whether this is the name of a channel, and not merely of something every object has. */
export function isChannel(name: unknown): name is Channel {
  return typeof name === 'string' && Object.hasOwn(channels, name)
}

/**
 * Answers one call from a window: checks the channel's name, parses the input with the channel's schema and asks its handler.
 * Never rejects. `log` gets what is not a failure of ours, with its stack.
 */
export async function answerCall(
  handlers: Handlers,
  channel: unknown,
  input: unknown,
  log: (error: unknown) => void,
): Promise<Answer<Output<Channel>>> {
  if (!isChannel(channel)) return { ok: false, failure: { code: 'bad-input', message: 'There is no such call.' } }
  return answerChannel(handlers, channel, input, log)
}

async function answerChannel<C extends Channel>(
  handlers: Handlers,
  channel: C,
  input: unknown,
  log: (error: unknown) => void,
): Promise<Answer<Output<C>>> {
  const parsed = channels[channel].input.safeParse(input)
  if (!parsed.success) return { ok: false, failure: { code: 'bad-input', message: describeBadInput(channel, parsed.error) } }
  try {
    // The schema of C was just passed; TypeScript does not carry that through the table.
    return { ok: true, value: await handlers[channel](parsed.data as ParsedInput<C>) }
  } catch (error) {
    if (!(error instanceof StudioError)) log(error)
    return { ok: false, failure: toFailure(error) }
  }
}

function describeBadInput(channel: Channel, error: ZodError): string {
  const first = error.issues[0]
  if (first === undefined) return `The call ${channel} was not understood.`
  return `The call ${channel} was not understood: ${[...first.path.map(String), first.message].join(': ')}.`
}
