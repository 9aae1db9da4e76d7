import { assertNever } from '../../../shared/errors'
import type { GrowProvider } from '../../../shared/growing'
import { readAddress } from './address'
import { anthropicModel } from './anthropic-model'
import type { LargeModel, ModelOptions } from './large-model'
import { ModelFailure } from './model-failure'
import { openAiModel } from './open-ai-model'

/** How long an answer may take before it is asked for again: a local model writes a few texts a minute. */
export const ordinaryTimeout = 5 * 60 * 1_000

/**
 * A model ready to be asked; nothing is sent yet. Throws `bad-input` for an address that is none, `not-allowed` where a key is needed or is
 * none.
 */
export async function openModel(provider: GrowProvider, options: ModelOptions): Promise<LargeModel> {
  const address = readAddress(provider.address)
  // What refuses it as a header would quote it.
  if (options.key !== null && !/^[\x21-\x7e]+$/.test(options.key))
    throw new ModelFailure('key-refused', 'What is kept as the key has characters that no key has.', 'Enter the key anew.')
  switch (provider.kind) {
    case 'openai':
      return await openAiModel(address, provider.model, options)
    case 'anthropic':
      // Its client adds the version by itself.
      return await anthropicModel({ ...address, url: address.url.replace(/\/v1$/, '') }, provider.model, options)
    default:
      return assertNever(provider)
  }
}
