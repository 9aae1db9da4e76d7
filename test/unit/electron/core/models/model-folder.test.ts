import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { describeModel } from '../../../../../electron/core/models/model-folder'
import { temporaryFolder } from '../temporary-folder'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')

it('describes the demo model', async () => {
  const model = await describeModel(demo, { kind: 'demo' }, 'Demo model')
  expect(model).toMatchObject({ name: 'Demo model', architecture: 'llama', quantizedBits: null })
  expect(model.bytes).toBeGreaterThan(100_000)
})

it.each([
  ['no config.json', {}],
  ['does not say what model', { 'config.json': '{}' }],
  ['config.json is not JSON', { 'config.json': 'not json' }],
  ['names Python code', { 'config.json': '{"model_type": "llama", "auto_map": {}}' }],
  ['no .safetensors', { 'config.json': '{"model_type": "llama"}', 'tokenizer.json': '{}' }],
  ['pytorch_model.bin may hold a pickle', { 'config.json': '{"model_type": "llama"}', 'pytorch_model.bin': '' }],
  ['no tokenizer', { 'config.json': '{"model_type": "llama"}', 'model.safetensors': '' }],
])('says what a folder lacks: %s', async (why, files) => {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await expect(describeModel(folder, { kind: 'folder', id: 'm-1' })).rejects.toMatchObject({
    failure: { code: 'model-invalid', message: expect.stringContaining(why) },
  })
})
