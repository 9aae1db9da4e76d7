import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addTokenizerFiles, forTransformers4 } from '../../../../../../electron/core/exporting/gguf/tokenizer-files'
import { temporaryFolder } from '../../temporary-folder'

const end = { content: '<|end|>', special: true, normalized: false, lstrip: false, rstrip: false, single_word: false }

it('says a tokenizer’s settings as transformers 4 has them', () => {
  expect(
    forTransformers4({ tokenizer_class: 'TokenizersBackend', extra_special_tokens: ['<|end|>'], eos_token: '<|end|>' }, [
      { id: 4, ...end },
    ]),
  ).toEqual({
    tokenizer_class: 'PreTrainedTokenizerFast',
    additional_special_tokens: ['<|end|>'],
    eos_token: '<|end|>',
    added_tokens_decoder: { 4: end },
  })
})

it('leaves what transformers 4 wrote as it is', () => {
  const settings = { tokenizer_class: 'LlamaTokenizer', extra_special_tokens: { image: '<i>' }, added_tokens_decoder: { 1: end } }
  expect(forTransformers4(settings, [{ id: 9, ...end }])).toEqual(settings)
  expect(forTransformers4({}, 'no list')).toEqual({ added_tokens_decoder: {} })
})

it('takes SentencePiece’s file from the base model where it has one', async () => {
  const folder = await temporaryFolder()
  const [fused, model] = [join(folder, 'fused'), join(folder, 'model')]
  for (const each of [fused, model]) await mkdir(each)
  await writeFile(join(fused, 'tokenizer_config.json'), '{}')
  await addTokenizerFiles(fused, model, null)
  expect(JSON.parse(await readFile(join(fused, 'tokenizer_config.json'), 'utf8'))).toEqual({ added_tokens_decoder: {} })
  await writeFile(join(model, 'tokenizer.model'), 'pieces')
  await addTokenizerFiles(fused, model, true)
  expect(await readFile(join(fused, 'tokenizer.model'), 'utf8')).toBe('pieces')
  expect(JSON.parse(await readFile(join(fused, 'tokenizer_config.json'), 'utf8'))).toMatchObject({ add_bos_token: true })
})
