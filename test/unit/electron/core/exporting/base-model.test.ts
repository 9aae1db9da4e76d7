import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBaseModel } from '../../../../../electron/core/exporting/base-model'
import { temporaryFolder } from '../temporary-folder'

const hub = { kind: 'hub', repo: 'mlx-community/Tiny-4bit' } as const
const folder = { kind: 'folder', id: 'f-1' } as const

async function modelWith(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  return path
}

it('finds licence and origin in the header of its README', async () => {
  const readme = '---\nlicense: llama3.2\nlicense_link: https://example.org/licence\nbase_model:\n- meta-llama/Tiny\n---\n# Tiny\n'
  const path = await modelWith({ 'README.md': readme, 'config.json': '{"max_position_embeddings": 8192}' })
  expect(await readBaseModel(path, hub)).toEqual({
    licence: 'llama3.2',
    licenceLink: 'https://example.org/licence',
    hub: 'mlx-community/Tiny-4bit',
    mlx: 'mlx-community/Tiny-4bit',
    transformers: 'mlx-community/Tiny-4bit',
    named: 'mlx-community/Tiny-4bit',
    packed: 'no',
    positions: 8192,
  })
  expect(await readBaseModel(path, folder)).toMatchObject({ hub: 'meta-llama/Tiny', transformers: 'meta-llama/Tiny', mlx: 'BASE_MODEL' })
})

it('names what packed weights were made from, since transformers does not load those', async () => {
  const path = await modelWith({
    'README.md': '---\nbase_model: meta-llama/Tiny\n---\n',
    'config.json': '{"quantization": {"bits": 4}, "text_config": {"max_position_embeddings": 512}}',
  })
  expect(await readBaseModel(path, hub)).toMatchObject({
    transformers: 'meta-llama/Tiny',
    packed: 'of-known',
    licence: null,
    positions: 512,
  })
})

it('falls back to the licence of config.json, and to the folder itself', async () => {
  const path = await modelWith({ 'config.json': '{"license": "apache-2.0"}' })
  expect(await readBaseModel(path, folder)).toMatchObject({ licence: 'apache-2.0', hub: null, transformers: path, named: 'BASE_MODEL' })
})

it('reads a configuration with a number without end, and weights that are not packed after all', async () => {
  const path = await modelWith({ 'config.json': '{"quantization": null, "limit": Infinity, "max_position_embeddings": 64}' })
  expect(await readBaseModel(path, hub)).toMatchObject({ packed: 'no', positions: 64 })
})

it.each([
  ['no files', {}],
  ['a header that is no map', { 'README.md': '---\n- a\n---\n' }],
  ['a header that is no YAML', { 'README.md': '---\na: [\n---\n' }],
  ['a header with aliases', { 'README.md': '---\na: &a [x]\nlicense: *a\n---\n' }],
  [
    'values that are no words',
    { 'README.md': '---\nlicense: "mit\\n# x"\nlicense_link: javascript:x\nbase_model: ../x\n---\n', 'config.json': '[]' },
  ],
])('believes nothing odd (%s)', async (_, files) => {
  expect(await readBaseModel(await modelWith(files), folder)).toMatchObject({
    licence: null,
    licenceLink: null,
    hub: null,
    positions: null,
  })
})

it('needs no folder', async () => {
  expect(await readBaseModel(null, hub)).toMatchObject({ licence: null, hub: 'mlx-community/Tiny-4bit' })
})
