import { constants, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../files/atomic'
import { asObject } from '../../models/safety/bounded-json'

/**
 * Puts into a fused folder what llama.cpp's converter reads of a tokenizer besides `tokenizer.json`: SentencePiece's own file, as the base model has
 * it, and the tokens that were added to it, under the name it looks for.
 * @param begins whether the tokenizer puts the first token of a prompt; null leaves that to its settings
 */
export async function addTokenizerFiles(fused: string, model: string, begins: boolean | null): Promise<void> {
  await copyFile(join(model, 'tokenizer.model'), join(fused, 'tokenizer.model'), constants.COPYFILE_EXCL).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw error
  })
  const file = join(fused, 'tokenizer_config.json')
  const settings = asObject(JSON.parse(await readFile(file, 'utf8'))) ?? {}
  const tokenizer = asObject(JSON.parse(await readFile(join(fused, 'tokenizer.json'), 'utf8').catch(() => '{}')))
  const added = {
    added_tokens_decoder: settings.added_tokens_decoder ?? addedTokens(tokenizer?.added_tokens),
    ...(begins !== null && { add_bos_token: begins }),
  }
  await writeFile(file, `${JSON.stringify({ ...settings, ...added }, null, 2)}\n`)
}

/** Added tokens by their ids. */
function addedTokens(list: unknown): Readonly<Record<string, unknown>> {
  const tokens = Array.isArray(list) ? list.map(asObject) : []
  return Object.fromEntries(tokens.flatMap((token) => (typeof token?.id === 'number' ? [[String(token.id), withoutId(token)]] : [])))
}

function withoutId({ id: _, ...token }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return token
}
