import type { Answer, Channel, Input, LocatedFile, Output, Studio } from '../../electron/shared/contract'

let current: Studio<File> | null = null

/** Takes the preload's studio, or connects to the loopback host that served this page. Called once, before the first request. */
export async function openStudio(): Promise<Studio<File>> {
  current = window.studio ?? (await (await import('../../electron/web/page/studio')).connectStudio())
  return current
}

function studio(): Studio<File> {
  if (current === null) throw new Error('The studio is not open yet.')
  return current
}

/** Asks the host. Never rejects: a failure is an answer too. */
export function request<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  return studio().request(channel, input)
}

/** A file dropped on the window or taken from a file input, as a handle. */
export function locateDrop(file: File): Promise<Answer<LocatedFile>> {
  return studio().locateDrop(file)
}

/** A new id for a job this window starts. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `w-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
