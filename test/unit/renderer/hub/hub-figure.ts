import type { HubModel } from '../../../../electron/shared/hub'

/** A model of the Hub, as it is looked at. */
export const hubModel = (more: Partial<HubModel> = {}): HubModel => ({
  repo: 'acme/small-world',
  revision: '0'.repeat(40),
  host: 'huggingface.co',
  page: 'https://huggingface.co/acme/small-world',
  files: [],
  bytes: 0,
  here: 0,
  freeBytes: 0,
  licence: null,
  gated: false,
  architecture: 'llama',
  quantizedBits: null,
  trouble: null,
  memory: null,
  ...more,
})
