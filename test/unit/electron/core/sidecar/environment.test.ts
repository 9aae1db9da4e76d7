import { expect, it } from 'vitest'
import { sidecarEnvironment } from '../../../../../electron/core/sidecar/environment'

const nothing = () => false

it('lets only the allowed variables through', () => {
  const environment = sidecarEnvironment(
    { HOME: '/h', PYTHONPATH: '/evil', NODE_OPTIONS: '--x', OPENAI_API_KEY: 'k', HF_HOME: '/hf' },
    'darwin',
    'arm64',
    null,
    nothing,
  )
  expect(environment).toMatchObject({ HOME: '/h', HF_HOME: '/hf', AGX_RELAX_CDM_CTXSTORE_TIMEOUT: '1' })
  expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['PYTHONPATH']))
  expect(JSON.stringify(environment)).not.toMatch(/evil|--x|"k"/)
})

it("shows a tool's keys only to a run whose curves go to it", () => {
  const mine = { WANDB_API_KEY: 'secret', WANDB_MODE: 'offline', WANDB_SWEEP_ID: 's', TRACKIO_DIR: '/t' }
  const shown = (tool: 'wandb' | 'trackio' | 'tensorboard' | null) =>
    Object.keys(sidecarEnvironment(mine, 'darwin', 'arm64', tool, nothing)).filter((name) => /^(WANDB|TRACKIO)_/.test(name))
  expect(shown('wandb')).toEqual(['WANDB_API_KEY', 'WANDB_MODE'])
  expect(shown('trackio')).toEqual(['TRACKIO_DIR'])
  expect(shown('tensorboard')).toEqual([])
  expect(shown(null)).toEqual([])
})

it('preloads OpenBLAS on Linux where it is installed, and only there', () => {
  const library = '/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0'
  expect(sidecarEnvironment({}, 'linux', 'x64', null, (path) => path === library).LD_PRELOAD).toBe(library)
  expect(sidecarEnvironment({}, 'linux', 'x64', null, nothing).LD_PRELOAD).toBeUndefined()
  expect(sidecarEnvironment({}, 'darwin', 'arm64', null, () => true).LD_PRELOAD).toBeUndefined()
})
