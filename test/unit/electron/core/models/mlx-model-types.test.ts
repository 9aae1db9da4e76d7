import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mlxModelTypes, mlxVersion } from '../../../../../electron/core/models/mlx-model-types'
import { at } from '../../../../../scripts/checkout.mjs'

/** The packages of the checkout's own Python. */
function sitePackages(): string {
  const lib = at('.venv/lib')
  const [python = ''] = readdirSync(lib).filter((name) => name.startsWith('python3'))
  return join(lib, python, 'site-packages')
}

it('lists exactly what the installed mlx-lm loads', () => {
  const models = join(sitePackages(), 'mlx_lm', 'models')
  const modules = readdirSync(models)
    .filter((name) => name.endsWith('.py'))
    .filter((name) => /^class Model\b|^Model\s*=|^from .* import .*\bModel\b/m.test(readFileSync(join(models, name), 'utf8')))
    .map((name) => name.slice(0, -'.py'.length))
  const utils = readFileSync(join(sitePackages(), 'mlx_lm', 'utils.py'), 'utf8')
  const [, remapping = ''] = /^MODEL_REMAPPING = \{\n(.*?)^\}/ms.exec(utils) ?? []
  const renamed = [...remapping.matchAll(/^\s+"([^"]+)": "/gm)].map(([, name]) => name ?? '')
  expect(renamed).toContain('mistral')
  expect([...mlxModelTypes].sort()).toEqual([...new Set([...modules, ...renamed])].sort())
})

it('names the version that is installed', () => {
  expect(readdirSync(sitePackages())).toContain(`mlx_lm-${mlxVersion}.dist-info`)
})
