import { StudioError } from '../../shared/errors'
import { maxMessageBytes, type SidecarRequest } from '../../shared/protocol'

/** A message as its line. Throws `text-too-long` for one that the other side would refuse. */
export function requestLine(message: SidecarRequest): string {
  const line = `${JSON.stringify(message)}\n`
  if (Buffer.byteLength(line) <= maxMessageBytes) return line
  throw new StudioError({
    code: 'text-too-long',
    message: `What Python was to be asked is longer than ${maxMessageBytes / 1024 / 1024} MiB.`,
    hint: 'Use shorter texts.',
  })
}
