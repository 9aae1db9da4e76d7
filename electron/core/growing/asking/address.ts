import { isIPv4 } from 'node:net'
import { StudioError } from '../../../shared/errors'
import type { WhatLeaves } from '../../../shared/growing'

/** Where a model is asked. */
export type ModelAddress = {
  /** Without a slash at its end. */
  readonly url: string
  /** With its port, where that is not the usual one. */
  readonly host: string
  readonly reach: WhatLeaves['reach']
}

/**
 * Reads the address that a person typed. Throws `bad-input` for one that is none, that carries a password or a key, or that would send texts
 * unencrypted over the internet.
 */
export function readAddress(typed: string): ModelAddress {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw refused('That is not an address of a model server.', 'It looks like https://api.openai.com/v1 or http://localhost:1234/v1.')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refused('An address has no name, password or key in it.', 'Write it without; the key is kept apart from it.')
  const reach = reachOf(url.hostname)
  if (url.protocol === 'http:' && reach === 'internet')
    throw refused(`Texts would go to ${url.host} unencrypted.`, 'Write the address with https://.')
  return { url: url.href.replace(/\/+$/, ''), host: url.host, reach }
}

function reachOf(hostname: string): ModelAddress['reach'] {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1' || (isIPv4(name) && name.startsWith('127.'))) return 'loopback'
  const nearby = name.endsWith('.local') || /^f(?:[cd]|e[89ab])[0-9a-f]*:/.test(name)
  if (nearby || (isIPv4(name) && /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(name))) return 'network'
  return 'internet'
}

function refused(message: string, hint: string): StudioError {
  return new StudioError({ code: 'bad-input', message, hint })
}
