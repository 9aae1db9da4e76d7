import type { GrowProvider, WhatLeaves } from '../../../shared/growing'
import { counted } from '../../../shared/quantities'
import { readAddress } from './address'

/** What a job would send. */
export type Sending = {
  readonly provider: GrowProvider
  readonly requests: number
  /** Rows of the person's own that go along with every request. */
  readonly examples: number
  /** Whether a key goes along. */
  readonly key: boolean
  /** The person's own text that is sent; null where rows are written from a plan. */
  readonly document: { readonly name: string; readonly passages: number; readonly characters: number } | null
}

/** Says what will be sent and where, for the person to read before it is. Throws `bad-input` for an address that is none. */
export function whatLeaves({ provider, requests, examples, key, document }: Sending): WhatLeaves {
  const { host, reach, url } = readAddress(provider.address)
  const where = {
    loopback: `${host} is this machine: nothing leaves it, unless the server there sends it on.`,
    network: `Everything goes to ${host}, a machine in your network${url.startsWith('http:') ? ', unencrypted' : ''}.`,
    internet: `Everything goes to ${host} over the internet, and what its owner does with it is agreed between you and them.`,
  }[reach]
  const what =
    document === null
      ? 'The instructions and a plan: genres, topics, kinds of entities.'
      : `Your text “${document.name}”: ${counted(document.passages, 'passage')}, ${document.characters} characters, with the instructions.`
  return {
    host,
    reach,
    sentences: [
      where,
      `${counted(requests, 'request')} to the model ${provider.model}.`,
      what,
      examples > 0 ? `${counted(examples, 'row')} of your dataset, as examples, with every request.` : 'No rows of your dataset.',
      key ? 'Your key for this address, in the header of every request and nowhere else.' : 'No key.',
    ],
  }
}
