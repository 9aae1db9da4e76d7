import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeLock } from '../../../../scripts/locks.mjs'
import { budgetProblems, budgets } from '../../../../scripts/package/budgets.mjs'
import { isUnchecked } from '../../../../scripts/package/bytecode.mjs'
import { readMachO } from '../../../../scripts/package/mach-o.mjs'
import { interpreterRules, mendRecords, packageRules, prune, whyPruned } from '../../../../scripts/package/pruning.mjs'
import { isShipped, layOutSidecar } from '../../../../scripts/package/sidecar.mjs'
import { targets } from '../../../../scripts/package/targets.mjs'
import { filesOf } from '../../../../scripts/package/tree.mjs'
import { ensureUv, pinnedUv } from '../../../../scripts/package/uv.mjs'
import { fits, tagsOf } from '../../../../scripts/package/wheel-tags.mjs'
import { installedPackages, installWheels, lockedPackages, lockProblems } from '../../../../scripts/package/wheels.mjs'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lay-out-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('wheels for a Mac', () => {
  it('are laid out on any machine, from two entries of the lock', { timeout: 120_000 }, async () => {
    const target = targets.find(({ name }) => name === 'mac-arm64')
    if (!target) throw new Error('There is no target for the Mac.')
    const lock = join(folder, 'two.lock')
    const entries = readFileSync(runtimeLock('macos-arm64'), 'utf8').split(/\n(?=\S)/)
    writeFileSync(lock, `${entries.filter((entry) => /^(markupsafe|mdurl)==/.test(entry)).join('\n')}\n`)
    const packages = join(folder, 'packages')
    await installWheels({ uv: await ensureUv(), lock, triple: target.triple, packages })
    const pruned = prune(packages, packageRules)
    mendRecords(packages)
    const installed = installedPackages(packages)
    expect(lockProblems(installed, lockedPackages(readFileSync(lock, 'utf8')))).toEqual([])
    for (const { tags } of installed) expect(fits(tags, 13, target.wheelPlatforms)).toBe(true)
    expect(Object.keys(pruned)).toContain('headers and sources of compiled code')
    for (const path of installed.flatMap(({ files }) => files)) expect(existsSync(join(packages, path)), path).toBe(true)
    const code = filesOf(packages).filter(({ path }) => readMachO(join(packages, path)))
    expect(code.map(({ path }) => path)).toEqual(['markupsafe/_speedups.cpython-313-darwin.so'])
  })
  it('are refused with a hash that is not theirs', { timeout: 120_000 }, async () => {
    const lock = join(folder, 'wrong.lock')
    writeFileSync(lock, `mdurl==0.1.2 \\\n    --hash=sha256:${'0'.repeat(64)}\n`)
    const order = { uv: await ensureUv(), lock, triple: 'aarch64-apple-darwin', packages: join(folder, 'wrong') }
    await expect(installWheels(order)).rejects.toThrow(/hash/i)
  })
})

describe('a wheel’s tags', () => {
  const mac = targets.find(({ name }) => name === 'mac-arm64')?.wheelPlatforms ?? []
  it.each([
    ['Tag: py3-none-any', true],
    ['Tag: py2-none-any\nTag: py3-none-any', true],
    ['Tag: cp313-cp313-macosx_14_0_arm64', true],
    ['Tag: cp310-abi3-macosx_10_9_universal2', true],
    ['Tag: cp314-cp314-macosx_14_0_arm64', false],
    ['Tag: cp314-abi3-macosx_14_0_arm64', false],
    ['Tag: cp313-cp313-macosx_15_0_arm64', false],
    ['Tag: cp313-cp313-macosx_14_0_x86_64', false],
    ['Tag: cp313-cp313t-macosx_14_0_arm64', false],
    ['Tag: cp313-cp313-manylinux_2_28_x86_64', false],
  ])('%j fits Python 3.13 on a Mac: %s', (text, answer) => expect(fits(tagsOf(text), 13, mac)).toBe(answer))
})

describe('a lock', () => {
  const locked = lockedPackages('one==1.0 \\\n    --hash=sha256:00\nTwo.Parts==2.0\n')
  it('is met by what it names alone', () => {
    expect(
      lockProblems(
        [
          { name: 'one', version: '1.0' },
          { name: 'two-parts', version: '2.0' },
        ],
        locked,
      ),
    ).toEqual([])
    expect(
      lockProblems(
        [
          { name: 'one', version: '1.1' },
          { name: 'three', version: '3.0' },
        ],
        locked,
      ),
    ).toEqual([
      'one 1.0 is locked, and 1.1 is there.',
      'two-parts 2.0 is locked, and nothing is there.',
      'three 3.0 is there, and not locked.',
    ])
  })
  it('pins uv', () => expect(pinnedUv()).toMatch(/^\d+\.\d+\.\d+$/))
})

describe('pruning', () => {
  it.each(['numpy/tests/test_all.py', 'mlx/include/mlx/array.h', 'bin/mlx_lm', 'numpy/__init__.pyi', 'yaml/__pycache__/x.pyc'])(
    'leaves out %s',
    (path) => expect(whyPruned(path, packageRules)).toBeDefined(),
  )
  it.each([
    'mlx/lib/mlx.metallib',
    'numpy/testing/__init__.py',
    'mlx-0.32.4.dist-info/RECORD',
    'transformers/testing_utils.py',
    'certifi/cacert.pem',
  ])('keeps %s', (path) => expect(whyPruned(path, packageRules)).toBeUndefined())
  it.each([
    'bin/pip3.13',
    'bin/python3.13-config',
    'include/python3.13/Python.h',
    'lib/python3.13/test/test_os.py',
    'lib/python3.13/idlelib/pyshell.py',
    'lib/python3.13/site-packages/pip/__init__.py',
    'lib/libtcl9.0.dylib',
    'lib/tk9.0/tk.tcl',
    'lib/python3.13/lib-dynload/_testcapi.cpython-313-darwin.so',
  ])('leaves %s out of Python', (path) => expect(whyPruned(path, interpreterRules)).toBeDefined())
  it.each([
    'bin/python3.13',
    'lib/libpython3.13.dylib',
    'lib/python3.13/os.py',
    'lib/python3.13/unittest/mock.py',
    'lib/python3.13/lib-dynload/_ssl.cpython-313-darwin.so',
    'lib/python3.13/LICENSE.txt',
  ])('keeps %s of Python', (path) => expect(whyPruned(path, interpreterRules)).toBeUndefined())
})

describe('the sidecar in the box', () => {
  it('is its code alone', () => {
    const source = join(folder, 'source')
    for (const path of [
      '__main__.py',
      'antecedent_sidecar/server.py',
      'antecedent_sidecar/__pycache__/a.pyc',
      'tests/test_a.py',
      'requirements-uv.lock',
    ]) {
      mkdirSync(dirname(join(source, path)), { recursive: true })
      writeFileSync(join(source, path), '')
    }
    layOutSidecar(join(folder, 'sidecar'), source)
    expect(filesOf(join(folder, 'sidecar')).map(({ path }) => path)).toEqual(['__main__.py', 'antecedent_sidecar/server.py'])
    expect(isShipped('tests')).toBe(false)
  })
})

describe('a compiled file', () => {
  it('is not compared with its source only where its head says so', () => {
    expect(isUnchecked(Buffer.from('f30d0d0a0100000000000000', 'hex'))).toBe(true)
    expect(isUnchecked(Buffer.from('f30d0d0a0300000000000000', 'hex'))).toBe(false)
    expect(isUnchecked(Buffer.from('f30d0d0a0000000000000000', 'hex'))).toBe(false)
  })
})

describe('a budget', () => {
  const allowed = budgets['mac-arm64']
  it('is kept or told of', () => {
    expect(budgetProblems({ packages: 1, files: 1, machO: 27 }, allowed)).toEqual([])
    expect(budgetProblems({ packages: allowed.packages + 1, files: allowed.files + 1, machO: 60 }, allowed)).toHaveLength(3)
  })
})
