import { constants, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../files/atomic'
import { asObject } from '../../models/safety/bounded-json'

/**
 * Puts into a fused folder what llama.cpp's converter reads of a tokenizer besides `tokenizer.json`: SentencePiece's own file, as the base model has
 * it, and settings that the transformers 4 it asks for understands as well.
 * @param begins whether the tokenizer puts the first token of a prompt; null leaves that to its settings
 */
export async function addTokenizerFiles(fused: string, model: string, begins: boolean | null): Promise<void> {
  await copyFile(join(model, 'tokenizer.model'), join(fused, 'tokenizer.model'), constants.COPYFILE_EXCL).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw error
  })
  const file = join(fused, 'tokenizer_config.json')
  const settings = asObject(JSON.parse(await readFile(file, 'utf8'))) ?? {}
  const tokenizer = asObject(JSON.parse(await readFile(join(fused, 'tokenizer.json'), 'utf8').catch(() => '{}')))
  const written = { ...forTransformers4(settings, tokenizer?.added_tokens), ...(begins !== null && { add_bos_token: begins }) }
  await writeFile(file, `${JSON.stringify(written, null, 2)}\n`)
}

/**
 * A tokenizer's settings as transformers 4 has them: transformers 5 calls a class otherwise, has a list where 4 wants names to values, and leaves
 * the added tokens to `tokenizer.json`.
 */
export function forTransformers4(settings: Readonly<Record<string, unknown>>, added: unknown): Readonly<Record<string, unknown>> {
  const { extra_special_tokens: extra, ...others } = settings
  const special = Array.isArray(extra) ? { additional_special_tokens: extra } : extra === undefined ? {} : { extra_special_tokens: extra }
  return {
    ...others,
    ...special,
    ...(settings.tokenizer_class === 'TokenizersBackend' && { tokenizer_class: 'PreTrainedTokenizerFast' }),
    added_tokens_decoder: settings.added_tokens_decoder ?? addedTokens(added),
  }
}

/** Added tokens by their ids. */
function addedTokens(list: unknown): Readonly<Record<string, unknown>> {
  const tokens = Array.isArray(list) ? list.map(asObject) : []
  return Object.fromEntries(
    tokens.flatMap((token) => {
      const { id, ...told } = token ?? {}
      return typeof id === 'number' ? [[String(id), told]] : []
    }),
  )
}
