import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addTokenizerFiles } from '../../../../../../electron/core/exporting/gguf/tokenizer-files'
import { temporaryFolder } from '../../temporary-folder'

it('takes SentencePiece’s file from the base model where it has one, and says whether a prompt’s first token is put', async () => {
  const folder = await temporaryFolder()
  const [fused, model] = [join(folder, 'fused'), join(folder, 'model')]
  for (const each of [fused, model]) await mkdir(each)
  const config = join(fused, 'tokenizer_config.json')
  await writeFile(config, '{"eos_token":"<|end|>"}')
  await addTokenizerFiles(fused, model, null)
  expect(await readFile(config, 'utf8')).toBe('{"eos_token":"<|end|>"}')
  await writeFile(join(model, 'tokenizer.model'), 'pieces')
  await addTokenizerFiles(fused, model, true)
  expect(await readFile(join(fused, 'tokenizer.model'), 'utf8')).toBe('pieces')
  expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({ eos_token: '<|end|>', add_bos_token: true })
})
