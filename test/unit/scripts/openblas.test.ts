import { describe, expect, it } from 'vitest'
import { findOpenBlas, pythonEnvironment } from '../../../scripts/openblas.mjs'

describe('OpenBLAS', () => {
  it('is looked for where Debian puts the threaded one', () => {
    expect(findOpenBlas('linux', 'x64', () => true)).toBe('/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0')
    expect(findOpenBlas('linux', 'arm64', () => true)).toBe('/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0')
  })
  it('is left alone where it is missing, and on a Mac', () => {
    expect(findOpenBlas('linux', 'x64', () => false)).toBeUndefined()
    expect(findOpenBlas('darwin', 'arm64', () => true)).toBeUndefined()
  })
  it('is preloaded before what was to be preloaded anyway', () => {
    expect(pythonEnvironment({ LD_PRELOAD: 'b.so' }, 'a.so')).toMatchObject({ LD_PRELOAD: 'a.so:b.so' })
    expect(pythonEnvironment({}, '')).toEqual({ HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' })
  })
})
