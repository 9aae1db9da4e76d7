import { isIPv4 } from 'node:net'
import { StudioError } from '../../shared/errors'
import type { Reach } from '../../shared/growing'

/** Where a server is asked. */
export type Address = {
  /** Without a slash at its end. */
  readonly url: string
  /** With its port, where that is not the usual one. */
  readonly host: string
  readonly reach: Reach
}

/** A kind of server: what it is called in a refusal, and how far what goes there may travel unencrypted. */
export type ServerKind = {
  /** `a model server`. */
  readonly name: string
  /** Addresses as they look. */
  readonly like: string
  /** What would go there: `Texts`. */
  readonly sent: string
  readonly open: readonly Reach[]
}

/**
 * Reads the address that a person typed. Throws `bad-input` for one that is none, that carries a password or a key, or to which something would go
 * unencrypted farther than it may.
 */
export function readAddressOf({ name, like, sent, open }: ServerKind, typed: string): Address {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw refused(`That is not an address of ${name}.`, `It looks like ${like}.`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refused('An address has no name, password or key in it.', 'Write it without; the key is kept apart from it.')
  const reach = reachOf(url.hostname)
  if (url.protocol === 'http:' && !open.includes(reach))
    throw refused(`${sent} would go to ${url.host} unencrypted.`, 'Write the address with https://.')
  return { url: url.href.replace(/\/+$/, ''), host: url.host, reach }
}

function reachOf(hostname: string): Reach {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1' || (isIPv4(name) && name.startsWith('127.'))) return 'loopback'
  const nearby = name.endsWith('.local') || /^f(?:[cd]|e[89ab])[0-9a-f]*:/.test(name)
  if (nearby || (isIPv4(name) && /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(name))) return 'network'
  return 'internet'
}

function refused(message: string, hint: string): StudioError {
  return new StudioError({ code: 'bad-input', message, hint })
}
