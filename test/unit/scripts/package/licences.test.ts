import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../../scripts/checkout.mjs'
import { runtimeLock } from '../../../../scripts/locks.mjs'
import { licencesText } from '../../../../scripts/package/licences/collect.mjs'
import { keptText, licenceProblems } from '../../../../scripts/package/licences/component.mjs'
import { bundledFolders, importedPackages, npmComponents } from '../../../../scripts/package/licences/npm-components.mjs'
import { pythonComponents, pythonLicence } from '../../../../scripts/package/licences/python-components.mjs'
import { isAllowed } from '../../../../scripts/package/licences/spdx.mjs'
import { lockedPackages } from '../../../../scripts/package/wheels.mjs'

describe('an SPDX expression', () => {
  it.each(['MIT', '(MPL-2.0 OR Apache-2.0)', 'MIT AND BSD-3-Clause', 'GPL-3.0-only OR MIT', '(GPL-3.0-only OR MIT) AND ISC'])(
    '%s is allowed',
    (text) => expect(isAllowed(text)).toBe(true),
  )
  it.each(['', 'GPL-3.0-only', 'MIT AND GPL-3.0-only', '(MIT', 'MIT BSD-3-Clause', 'SEE LICENSE IN file', 'UNLICENSED'])(
    '%s is not',
    (text) => expect(isAllowed(text)).toBe(false),
  )
})

describe('packages of npm in the app', () => {
  const components = npmComponents()
  it('are under allowed licences, and bring their texts', () => {
    expect(components.length).toBeGreaterThan(30)
    expect(licenceProblems(components)).toEqual([])
  })
  it('are those beside the bundles and those inside them', () => {
    const names = components.map(({ name }) => name)
    for (const name of ['ws', 'retry', 'react-dom', 'scheduler', 'monaco-editor', 'openai', 'zod']) expect(names).toContain(name)
    for (const name of ['electron', 'vitest', 'typescript', '@types/node']) expect(names).not.toContain(name)
  })
  it('are found from imports of every kind', () => {
    const text = `import a from 'alpha'\nimport 'beta/side.css'\nexport { c } from "@scope/gamma/deep"\nawait import('delta')\n@import url("epsilon/x.css");\nimport d from './own'\nimport e from 'node:fs'`
    expect(importedPackages(text)).toEqual(['alpha', 'beta', '@scope/gamma', 'delta', 'epsilon'])
  })
  it('are followed to where Node would find them', () => {
    const entry = (dependencies: Record<string, string> = {}) => ({ version: '1.0.0', dependencies })
    const lock = {
      '': { version: '1.0.0', dependencies: { one: '1' } },
      'node_modules/one': entry({ two: '2' }),
      'node_modules/one/node_modules/two': entry({ three: '1' }),
      'node_modules/two': entry(),
      'node_modules/three': entry(),
      'node_modules/four': entry(),
    }
    expect(bundledFolders(lock, [])).toEqual(['node_modules/one', 'node_modules/one/node_modules/two', 'node_modules/three'])
  })
})

describe('Python packages in the app', () => {
  const library = at('.venv', 'lib')
  const folder = existsSync(library) ? readdirSync(library).find((name) => name.startsWith('python3')) : undefined
  const locked = lockedPackages(readFileSync(runtimeLock('macos-arm64'), 'utf8'))
  it.skipIf(folder === undefined)('are under allowed licences, and bring their texts', () => {
    const here = pythonComponents(at('.venv', 'lib', folder ?? '', 'site-packages'))
    const components = here.filter(({ name, version }) => locked.get(name) === version)
    // The Mac's Metal library has no wheel for Linux; laying out looks at it.
    const missing = [...locked.keys()].filter((name) => !components.some((component) => component.name === name))
    expect(missing.filter((name) => name !== 'mlx-metal')).toEqual([])
    expect(licenceProblems(components)).toEqual([])
  })
  it('say their licence in any of three ways', () => {
    expect(pythonLicence('License-Expression: MIT\nLicense: other\n\nLicense: in the text')).toBe('MIT')
    expect(pythonLicence('License: Apache 2.0 License\n\n')).toBe('Apache-2.0')
    expect(pythonLicence('Classifier: License :: OSI Approved :: BSD License\n\n')).toBe('BSD-3-Clause')
    expect(pythonLicence('Name: something\n\n')).toBe('')
  })
})

describe('the text of licences', () => {
  it('names everything, and prints a text once for all that share it', () => {
    const component = { kind: 'npm', version: '1.0.0', license: 'MIT', homepage: undefined } as const
    const text = licencesText([
      { ...component, name: 'one', texts: ['The same text.\r\n'] },
      { ...component, name: 'two', texts: ['The same text.'] },
    ])
    expect(text).toContain('one 1.0.0: MIT\ntwo 1.0.0: MIT')
    expect(text).toContain('one 1.0.0, two 1.0.0')
    expect(text.match(/The same text\./g)).toHaveLength(1)
  })
  it('is missed where it is missing', () => {
    const bare = { kind: 'npm', name: 'bare', version: '1.0.0', license: 'GPL-2.0-only', texts: [], homepage: undefined } as const
    expect(licenceProblems([bare])).toEqual([
      'bare 1.0.0 is under GPL-2.0-only, which is not on the list.',
      'bare 1.0.0 comes without the text of its licence.',
    ])
  })
  it.each(['apache-2.0', 'cc-by-4.0', 'python', 'python-libraries'])('%s is kept here', (name) =>
    expect(keptText(name).length).toBeGreaterThan(1000),
  )
})
