// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { placesOf } from '../../../../electron/main/places'

describe('places', () => {
  const checkout = { environment: { ANTECEDENT_HOME: '/home/me/a' }, platform: 'darwin', resources: '/R', app: '/checkout' } as const

  it('lie in the checkout during development', () => {
    expect(placesOf({ ...checkout, isPackaged: false })).toEqual({
      home: '/home/me/a',
      assets: '/checkout/assets',
      python: '/checkout/.venv/bin/python',
      sidecar: '/checkout/python-sidecar',
      renderer: '/checkout/out/renderer',
      preload: '/checkout/out/preload/preload.cjs',
      datasetWorker: '/checkout/out/main/dataset-worker.js',
      updateConfig: '/R/app-update.yml',
    })
  })

  it('lie beside the archive in the packaged app, with a whole Python', () => {
    expect(placesOf({ ...checkout, app: '/R/app.asar', isPackaged: true })).toMatchObject({
      assets: '/R/assets',
      python: '/R/python/bin/python3.13',
      sidecar: '/R/python-sidecar',
      renderer: '/R/app.asar/out/renderer',
    })
  })
})
