import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../shared/errors'
import type { TokenPlace } from '../../shared/hub'
import { type Address, readAddressOf, type ServerKind } from '../network/address'
import type { Secrets } from '../secrets/secrets'
import type { KeptSettings } from '../settings'

/** The Hub as this machine's environment has it. */
export type HubEnvironment = {
  /** `HF_ENDPOINT`, else huggingface.co. */
  readonly address: string
  /** `HF_TOKEN`; null where there is none. */
  readonly token: string | null
  /** Where `hf auth login` leaves its token. */
  readonly loginFile: string | null
}

const ordinaryAddress = 'https://huggingface.co'

/**
 * What Hugging Face's own programs would use (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables).
 * @param home the person's home folder
 */
export function hubEnvironment(environment: Readonly<Record<string, string | undefined>>, home: string): HubEnvironment {
  const { HF_ENDPOINT: address, HF_TOKEN: token, HF_TOKEN_PATH: file, HF_HOME: own, XDG_CACHE_HOME: caches } = environment
  return {
    address: address || ordinaryAddress,
    token: token?.trim() || null,
    loginFile: file || join(own || join(caches || join(home, '.cache'), 'huggingface'), 'token'),
  }
}

/** Where a Hub is asked, and as whom. */
export type HubAccess = { readonly address: string; readonly host: string; readonly token: string | null }

type Parts = { readonly settings: KeptSettings; readonly secrets: Secrets; readonly environment: HubEnvironment }

/** Which Hub is asked, with which token. */
export class HubAccounts {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Throws `offline` where the network is not to be used, and `bad-input` for an address that is none. */
  async access(): Promise<HubAccess> {
    this.#parts.settings.refuseOffline()
    const { url, host } = this.#address()
    return { address: url, host, token: (await this.#token())?.token ?? null }
  }

  /** Aborted when the app is set to stay off the network. */
  get online(): AbortSignal {
    return this.#parts.settings.online
  }

  /** The host that is asked. */
  get host(): string {
    return this.#address().host
  }

  /** Where the token comes from; null where there is none. */
  async tokenFrom(): Promise<TokenPlace | null> {
    return (await this.#token())?.from ?? null
  }

  /** Where one that is typed is kept. */
  get keeper(): Secrets['place'] {
    return this.#parts.secrets.place
  }

  /** Keeps a token for the host that is asked now and for no other; null forgets it. */
  async keepToken(token: string | null): Promise<void> {
    const name = secretName(this.#address().host)
    if (token === null) return this.#parts.secrets.remove(name)
    const plain = plainToken(token)
    if (plain === null)
      throw new StudioError({
        code: 'bad-input',
        message: 'That is not a token.',
        hint: 'It begins with hf_ and has no spaces; its page on the Hub shows it once.',
      })
    await this.#parts.secrets.set(name, plain)
  }

  #address() {
    return readHubAddress(this.#parts.settings.now.hubAddress ?? this.#parts.environment.address)
  }

  async #token(): Promise<{ readonly token: string; readonly from: TokenPlace } | null> {
    const { secrets, environment } = this.#parts
    const { url, host } = this.#address()
    const kept = await secrets.get(secretName(host))
    if (kept !== null) return { token: kept, from: secrets.place }
    // What the environment has was given for its own Hub, and goes to no mirror.
    if (url !== urlOrNull(environment.address)) return null
    const given = environment.token === null ? null : plainToken(environment.token)
    if (given !== null) return { token: given, from: 'environment' }
    const login = environment.loginFile === null ? null : plainToken(await readFile(environment.loginFile, 'utf8').catch(() => ''))
    return login === null ? null : { token: login, from: 'login' }
  }
}

/** A token as a header can carry it; null for what is none. */
function plainToken(text: string): string | null {
  return /^[\x21-\x7e]{1,500}$/.test(text.trim()) ? text.trim() : null
}

/** Of an address that nobody is asked at: a wrong one does not keep from asking another. */
function urlOrNull(address: string): string | null {
  try {
    return readHubAddress(address).url
  } catch {
    return null
  }
}

const aHub: ServerKind = { name: 'a Hub', like: 'https://huggingface.co', sent: 'A token', open: ['loopback'] }

/** Reads a Hub's address as it was typed. Throws `bad-input`; only this machine is asked without encryption. */
export function readHubAddress(typed: string): Address {
  return readAddressOf(aHub, typed)
}

function secretName(host: string): string {
  return `huggingface:${host}`
}
