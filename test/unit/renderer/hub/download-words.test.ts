import { describe, expect, it } from 'vitest'
import { spareBytes } from '../../../../electron/shared/hub'
import { lacksRoom, toFetchWords } from '../../../../renderer/hub/download-words'
import { hubModel } from './hub-figure'

const model = (bytes: number, here: number, freeBytes: number) =>
  hubModel({ files: [{ name: 'model.safetensors', bytes, here }], bytes, here, freeBytes })

describe('what would be fetched', () => {
  it('is the rest, where something has come', () => {
    expect(toFetchWords(model(3e9, 1e9, 9e9))).toBe('2.0 GB more in 1 file; 1.0 GB have come already; 9.0 GB are free')
    expect(toFetchWords(model(3e9, 3e9, 0))).toBe('nothing: all of it is here already')
  })

  it('needs room for the rest and for what a download leaves free', () => {
    expect(lacksRoom(model(3e9, 1e9, 2e9 + spareBytes))).toBe(false)
    expect(lacksRoom(model(3e9, 1e9, 2e9 + spareBytes - 1))).toBe(true)
    expect(lacksRoom(model(3e9, 3e9, 0))).toBe(false)
  })
})
