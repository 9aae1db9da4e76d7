import type { KeyedAddress } from '../../../shared/growing'
import type { Secrets } from '../../secrets/secrets'
import { readAddress } from './address'

/** The name of an address's key. It holds the host, so that a key is never sent to another one than it was given for. */
export function secretName({ kind, address }: KeyedAddress): string {
  return `${kind}:${readAddress(address).host}`
}

/** The key for an address; null where none is kept. */
export async function keyFor(of: KeyedAddress, secrets: Pick<Secrets, 'get'>): Promise<string | null> {
  const key = (await secrets.get(secretName(of)))?.trim()
  return key ? key : null
}

/**
 * Keys of the environment, for the command line: `ANTHROPIC_API_KEY` and `OPENAI_API_KEY`, the latter for whatever address on the internet is
 * asked. A server on this machine or nearby is sent none. Nothing can be kept there.
 */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): Pick<Secrets, 'get'> {
  return {
    get: async (name) => {
      const [kind, host = ''] = splitName(name)
      if (kind === 'anthropic') return environment.ANTHROPIC_API_KEY ?? null
      if (kind !== 'openai') return null
      return readAddress(`https://${host}`).reach === 'internet' ? (environment.OPENAI_API_KEY ?? null) : null
    },
  }
}

function splitName(name: string): readonly [string, string] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon), name.slice(colon + 1)]
}
