import { describe, expect, it } from 'vitest'
import { type HubModel, spareBytes } from '../../../../electron/shared/hub'
import { lacksRoom, toFetchWords } from '../../../../renderer/hub/download-words'

const model = (bytes: number, here: number, freeBytes: number): HubModel => ({
  repo: 'acme/small-world',
  revision: '0'.repeat(40),
  host: 'huggingface.co',
  page: 'https://huggingface.co/acme/small-world',
  files: [{ name: 'model.safetensors', bytes, here }],
  bytes,
  here,
  freeBytes,
  licence: null,
  gated: false,
  architecture: 'llama',
  quantizedBits: null,
  trouble: null,
  memory: null,
})

describe('what would be fetched', () => {
  it('is the rest, where something has come', () => {
    expect(toFetchWords(model(3e9, 1e9, 9e9))).toBe('2.0 GB in 1 file, 1.0 GB of it have come already; 9.0 GB are free')
    expect(toFetchWords(model(3e9, 3e9, 0))).toBe('nothing: all of it is here already')
  })

  it('needs room for the rest and for what a download leaves free', () => {
    expect(lacksRoom(model(3e9, 1e9, 2e9 + spareBytes))).toBe(false)
    expect(lacksRoom(model(3e9, 1e9, 2e9 + spareBytes - 1))).toBe(true)
    expect(lacksRoom(model(3e9, 3e9, 0))).toBe(false)
  })
})
