import { describe, expect, it } from 'vitest'
import type { Component } from '../../../../scripts/package/licences/component.mjs'
import { npmComponents } from '../../../../scripts/package/licences/npm-components.mjs'
import { billOfMaterials } from '../../../../scripts/package/sbom.mjs'
import { billProblems } from '../../../../scripts/package/schemas.mjs'

const python: Component = { kind: 'python', name: 'mlx', version: '0.32.4', license: 'MIT', texts: [], homepage: 'https://example.org' }
const facts = { lock: `mlx==0.32.4 \\\n    --hash=sha256:${'0'.repeat(64)}\n`, time: undefined }

describe('the bill of materials', () => {
  const bill = billOfMaterials([...npmComponents(), python], facts)
  it('is valid by the schema of CycloneDX 1.6', async () => {
    expect(await billProblems(bill)).toEqual([])
    expect(await billProblems({ ...bill, components: [{ name: 'without a type' }] })).not.toEqual([])
  })
  it('names a package with its hash', () => {
    const components = bill.components as { purl: string; hashes?: unknown[]; properties?: unknown[] }[]
    const zod = components.find(({ purl }) => purl.startsWith('pkg:npm/zod@'))
    expect(zod?.hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }])
    const mlx = components.find(({ purl }) => purl === 'pkg:pypi/mlx@0.32.4')
    expect(mlx?.properties).toEqual([{ name: 'antecedent:locked-sha256', value: '0'.repeat(64) }])
  })
  it('is the same for the same content', () => {
    expect(billOfMaterials([python], facts)).toEqual(billOfMaterials([python], facts))
    expect(billOfMaterials([{ ...python, version: '0.32.5' }], facts).serialNumber).not.toBe(billOfMaterials([python], facts).serialNumber)
  })
})
