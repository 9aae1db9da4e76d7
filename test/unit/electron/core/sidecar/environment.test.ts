import { expect, it } from 'vitest'
import { sidecarEnvironment } from '../../../../../electron/core/sidecar/environment'

const nothing = () => false

it('lets only the allowed variables through', () => {
  const environment = sidecarEnvironment(
    { HOME: '/h', PYTHONPATH: '/evil', NODE_OPTIONS: '--x', OPENAI_API_KEY: 'k', HF_HOME: '/hf' },
    'darwin',
    'arm64',
    nothing,
  )
  expect(environment).toMatchObject({ HOME: '/h', HF_HOME: '/hf', AGX_RELAX_CDM_CTXSTORE_TIMEOUT: '1' })
  expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['PYTHONPATH']))
  expect(JSON.stringify(environment)).not.toMatch(/evil|--x|"k"/)
})

it('preloads OpenBLAS on Linux where it is installed, and only there', () => {
  const library = '/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0'
  expect(sidecarEnvironment({}, 'linux', 'x64', (path) => path === library).LD_PRELOAD).toBe(library)
  expect(sidecarEnvironment({}, 'linux', 'x64', nothing).LD_PRELOAD).toBeUndefined()
  expect(sidecarEnvironment({}, 'darwin', 'arm64', () => true).LD_PRELOAD).toBeUndefined()
})
