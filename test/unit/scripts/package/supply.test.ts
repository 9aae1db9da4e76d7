import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../../scripts/checkout.mjs'
import { readNpmLock } from '../../../../scripts/package/licences/npm-components.mjs'

/** Packages with a script that npm would run when it installs them. Nobody runs it: `npm ci --ignore-scripts`. */
const listed: Readonly<Record<string, readonly string[]>> = {
  'package-lock.json': [],
  // Makes installers for Windows, which there are none of.
  'scripts/package/builder/package-lock.json': ['node_modules/electron-winstaller'],
}

describe.each(Object.entries(listed))('%s', (file, scripts) => {
  const packages = Object.entries(readNpmLock(at(file))).filter(([folder]) => folder !== '')
  it('has a hash of every package', () => {
    expect(packages.length).toBeGreaterThan(0)
    for (const [folder, { integrity }] of packages) expect(integrity, folder).toMatch(/^sha512-[\w+/]{86}==$/)
  })
  it('names no host but npm’s registry, and no git', () => {
    const hosts = [...readFileSync(at(file), 'utf8').matchAll(/"resolved":\s*"([^"]+)"/g)].map((match) => match[1] ?? '')
    for (const address of hosts) expect(address).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    expect(packages.filter(([, entry]) => 'link' in entry)).toEqual([])
  })
  it('has no package with install scripts that is not listed here', () => {
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder)).toEqual(scripts)
  })
})

describe('package.json', () => {
  it('pins every package to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
