import type { GrowProvider } from '../../../shared/growing'
import { readAddress } from './address'

/** Keeps keys where the system keeps them. Nothing here writes one anywhere else. */
export type Secrets = {
  readonly get: (name: string) => Promise<string | null>
  readonly set: (name: string, value: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/** The name of a provider's key. It holds the host, so that a key is never sent to another one than it was given for. */
export function secretName({ kind, address }: GrowProvider): string {
  return `${kind}:${readAddress(address).host}`
}

/** The key for a provider; null where none is kept. */
export async function keyFor(provider: GrowProvider, secrets: Secrets): Promise<string | null> {
  const key = (await secrets.get(secretName(provider)))?.trim()
  return key ? key : null
}

/**
 * Keys of the environment, for the command line: `ANTHROPIC_API_KEY` and `OPENAI_API_KEY`, the latter for whatever address on the internet is
 * asked. A server on this machine or nearby is sent none. Nothing can be kept there.
 */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): Secrets {
  const unsupported = () => Promise.reject(new Error('The environment keeps no keys.'))
  return {
    get: async (name) => {
      const [kind, host = ''] = splitName(name)
      if (kind === 'anthropic') return environment.ANTHROPIC_API_KEY ?? null
      return readAddress(`https://${host}`).reach === 'internet' ? (environment.OPENAI_API_KEY ?? null) : null
    },
    set: unsupported,
    remove: unsupported,
  }
}

function splitName(name: string): readonly [string, string] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon), name.slice(colon + 1)]
}
