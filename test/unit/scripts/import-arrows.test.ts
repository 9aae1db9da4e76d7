import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../../../scripts/checkout.mjs'

type Arrow = readonly [file: string, specifier: string]

const refused: readonly Arrow[] = [
  ['electron/shared/run.ts', 'node:fs'],
  ['electron/shared/run.ts', '../core/home'],
  ['electron/core/runs/runs.ts', 'electron'],
  ['electron/core/runs/runs.ts', '../../main/index'],
  ['electron/core/home.ts', '../web/serve'],
  ['electron/core/home.ts', '../cli/index'],
  ['electron/web/serve.ts', '../cli/index'],
  ['electron/web/serve.ts', 'electron'],
  ['electron/web/page/studio.ts', 'node:fs'],
  ['electron/web/page/studio.ts', '../../core/home'],
  ['electron/cli/index.ts', 'electron'],
  ['electron/cli/commands/train.ts', '../../main/menu'],
  ['electron/main/index.ts', '../web/serve'],
  ['electron/preload.ts', './core/home'],
  ['renderer/App.tsx', 'electron'],
  ['renderer/App.tsx', 'node:path'],
  ['renderer/App.tsx', '../electron/core/home'],
  ['renderer/train/TrainScreen.tsx', '../../electron/web/serve'],
]

const allowed: readonly Arrow[] = [
  ['electron/shared/run.ts', 'zod'],
  ['electron/shared/run.ts', './identifier'],
  ['electron/core/runs/runs.ts', '../../shared/run'],
  ['electron/core/runs/runs.ts', 'node:fs'],
  ['electron/cli/index.ts', '../web/serve'],
  ['electron/web/page/studio.ts', '../frames'],
  ['electron/main/index.ts', 'electron'],
  ['electron/preload.ts', 'electron'],
  ['renderer/App.tsx', '../electron/shared/contract'],
  ['renderer/studio/client.ts', '../../electron/web/page/studio'],
]

describe('imports point down', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'import-arrows-'))
  const arrows = [...refused, ...allowed]
  let annotations = ''
  /** Where Biome's annotation of an arrow points: its file, and its line among the imports of that file. */
  const place = ([file, specifier]: Arrow) => {
    const line = arrows.filter((arrow) => arrow[0] === file).findIndex((arrow) => arrow[1] === specifier) + 1
    return `/${file},line=${line},`
  }

  beforeAll(() => {
    copyFileSync(at('biome.json'), join(checkout, 'biome.json'))
    for (const [file, specifier] of arrows) {
      mkdirSync(dirname(join(checkout, file)), { recursive: true })
      appendFileSync(join(checkout, file), `export { something } from '${specifier}'\n`)
    }
    const biome = at('node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const flags = ['--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none', '--vcs-enabled=false']
    annotations = spawnSync(process.execPath, [biome, 'lint', ...flags], { cwd: checkout, encoding: 'utf8' }).stdout
  })
  afterAll(() => rmSync(checkout, { recursive: true }))

  it.each(refused)('%s may not import %s', (...arrow) => expect(annotations).toContain(place(arrow)))
  it.each(allowed)('%s may import %s', (...arrow) => expect(annotations).not.toContain(place(arrow)))
})
