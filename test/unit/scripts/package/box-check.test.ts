import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesInAsar } from '../../../../scripts/package/asar.mjs'
import { archiveProblems, fuseProblems, resourceProblems } from '../../../../scripts/package/box-check.mjs'
import { readConfiguration } from '../../../../scripts/package/configuration.mjs'

const sound = ['package.json', 'out/main/index.js', 'out/main/dataset-worker.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

describe('an archive', () => {
  it('is listed from its header', () => {
    const header = Buffer.from(
      JSON.stringify({ files: { 'package.json': { size: 2, offset: '0' }, out: { files: { 'a.js': { size: 0, offset: '2' } } } } }),
    )
    const sizes = Buffer.alloc(16)
    for (const [index, value] of [4, header.length + 8, header.length + 4, header.length].entries()) sizes.writeUInt32LE(value, index * 4)
    const folder = mkdtempSync(join(tmpdir(), 'asar-'))
    writeFileSync(join(folder, 'app.asar'), Buffer.concat([sizes, header, Buffer.from('{}')]))
    expect(filesInAsar(join(folder, 'app.asar'))).toEqual(['out/a.js', 'package.json'])
    rmSync(folder, { recursive: true })
  })
  it('has what starts the app', () => {
    expect(archiveProblems([...sound, 'node_modules/ws/index.js'])).toEqual([])
    expect(archiveProblems(sound.slice(1))).toEqual(['package.json is not in the archive.'])
  })
  it.each(['out/main/index.js.map', 'node_modules/zod/src/index.ts', 'node_modules/zod/tests/a.js', 'electron/main/index.ts', '.env'])(
    'has no %s',
    (path) => expect(archiveProblems([...sound, path])).not.toEqual([]),
  )
})

describe('beside the archive', () => {
  it('are Python, its sidecar, assets and licences, Chromium’s among them', () => {
    expect(resourceProblems([])).toHaveLength(7)
    expect(resourceProblems([])).toContain('licences/LICENSES.chromium.html is not beside the archive.')
  })
  it.each(['default_app.asar', 'python-sidecar/tests/test_rows.py', 'python-sidecar/requirements-uv.lock'])('is no %s', (path) =>
    expect(resourceProblems([path]).some((problem) => problem.startsWith(path))).toBe(true),
  )
})

describe('fuses', () => {
  const mark = 'before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08'
  const wanted = readConfiguration().electronFuses
  it('are read from the binary', () => {
    expect(fuseProblems(Buffer.from(`${mark}01001100 after`, 'latin1'), wanted)).toEqual([])
    expect(fuseProblems(Buffer.from(`${mark}11001100 after`, 'latin1'), wanted)).toEqual(['The fuse runAsNode is not off.'])
    expect(fuseProblems(Buffer.from('nothing'), wanted)).toHaveLength(1)
  })
})
