import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../../scripts/checkout.mjs'
import { oldestMacos } from '../../../../scripts/locks.mjs'
import { configurationFor } from '../../../../scripts/package/builder.mjs'
import { readConfiguration, signIgnore } from '../../../../scripts/package/configuration.mjs'
import { signingProblems } from '../../../../scripts/package/examine.mjs'
import { builderProblems } from '../../../../scripts/package/schemas.mjs'

const configuration = readConfiguration()
const raw = configuration as unknown as Record<string, unknown>

describe('electron-builder.yml', () => {
  it('is valid by electron-builder’s own schema', async () => {
    expect(await builderProblems(configuration)).toEqual([])
    expect(await builderProblems({ ...raw, hardenedRuntime: true })).not.toEqual([])
  })
  it('leaves no fuse to chance', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
    })
  })
  it('makes a dmg and the zip that the updater installs, hardened and notarized', () => {
    const { target, hardenedRuntime, notarize, minimumSystemVersion } = configuration.mac
    expect(target).toEqual([
      { target: 'dmg', arch: 'arm64' },
      { target: 'zip', arch: 'arm64' },
    ])
    expect({ hardenedRuntime, notarize, minimumSystemVersion }).toEqual({
      hardenedRuntime: true,
      notarize: true,
      minimumSystemVersion: oldestMacos.join('.'),
    })
    expect(raw.publish).toMatchObject({ provider: 'generic' })
  })
  it.each(['entitlements', 'entitlementsInherit'] as const)('asks for allow-jit alone: %s', (name) => {
    const text = readFileSync(at(configuration.mac[name]), 'utf8')
    const keys = [...text.matchAll(/<key>(.*?)<\/key>\s*<(\w+)\/>/g)].map((match) => [match[1], match[2]])
    expect(keys).toEqual([['com.apple.security.cs.allow-jit', 'true']])
  })
  it('takes bundles and nothing else into the archive', () => {
    expect(configuration.files.filter((pattern) => !pattern.startsWith('!'))).toEqual(['out/main/**', 'out/preload/**', 'out/renderer/**'])
    expect(configuration.files).toContain('!**/*.map')
  })
  it('takes beside the archive what was laid out, and assets that are there', () => {
    expect(configuration.extraResources.map(({ to }) => to)).toEqual(['python', 'python-sidecar', 'licences', 'assets'])
    for (const { from } of configuration.extraResources.slice(0, 3)) expect(from).toMatch(/^out\/package\/\$\{os\}-\$\{arch\}\//)
    for (const path of configuration.extraResources[3]?.filter ?? []) expect(existsSync(at('assets', path.replace('/**', '')))).toBe(true)
  })
  it('has an icon of the app’s own', () => expect(readFileSync(at('assets', 'icon.icns')).subarray(0, 4).toString()).toBe('icns'))
})

describe('signIgnore', () => {
  /** Every file with a zero byte in it of a laid out tree, of compiled files a few: what electron-builder would sign. */
  const recorded = readFileSync(at('test', 'fixtures', 'package', 'binary-files.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, 4), line.slice(5)] as const)
  const ofInterpreter = [
    ['code', 'bin/python3.13'],
    ['code', 'lib/libpython3.13.dylib'],
    ['code', 'lib/python3.13/lib-dynload/_ssl.cpython-313-darwin.so'],
    ['data', 'lib/python3.13/__pycache__/os.cpython-313.pyc'],
    ['data', 'lib/python3.13/LICENSE.txt'],
  ] as const
  const mac = { name: 'mac-arm64' } as const

  it('lets exactly the code of the Python tree be signed', () => {
    const files = [...recorded, ...ofInterpreter]
    const code = files.filter(([kind]) => kind === 'code').map(([, path]) => path)
    expect(code).toHaveLength(30)
    expect(
      signingProblems(
        files.map(([, path]) => path),
        code,
        mac,
      ),
    ).toEqual([])
  })
  it('would be told of, where it is too narrow or too wide', () => {
    expect(signingProblems(['a.pyc'], [], mac, [])).toEqual(['a.pyc is no code, and signIgnore lets it be signed.'])
    expect(signingProblems(['a.so'], ['a.so'], mac, ['python'])).toEqual(['a.so is code, and signIgnore passes it over.'])
  })
  it('passes over data beside Python, and nothing of Electron’s', () => {
    const ignored = signIgnore(configuration.mac.signIgnore)
    expect(ignored('assets/demo-model/model.safetensors')).toBe(true)
    expect(ignored('python-sidecar/antecedent_sidecar/__pycache__/server.cpython-313.pyc')).toBe(true)
    expect(ignored('app.asar')).toBe(false)
    expect(ignored('../Frameworks/Electron Framework.framework')).toBe(false)
    expect(ignored('../MacOS/Antecedent')).toBe(false)
  })
})

describe('the configuration of one box', () => {
  it('has no address for updates where none is given, and no other than an encrypted one', () => {
    expect(configurationFor(raw, { updates: undefined, electron: undefined }).publish).toBeNull()
    expect(configurationFor(raw, { updates: 'https://example.org', electron: undefined }).publish).toEqual(raw.publish)
    expect(() => configurationFor(raw, { updates: 'http://example.org', electron: undefined })).toThrow('https')
  })
  it('is still valid', async () => {
    expect(await builderProblems(configurationFor(raw, { updates: undefined, electron: '/electron' }))).toEqual([])
  })
})
