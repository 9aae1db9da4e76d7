import { constants, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../files/atomic'

/**
 * Puts into a fused folder what llama.cpp's converter reads of a tokenizer besides `tokenizer.json`: SentencePiece's own file, as the base model has
 * it, and whether the tokenizer puts the first token of a prompt.
 * @param begins null leaves that to its settings
 */
export async function addTokenizerFiles(fused: string, model: string, begins: boolean | null): Promise<void> {
  await copyFile(join(model, 'tokenizer.model'), join(fused, 'tokenizer.model'), constants.COPYFILE_EXCL).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw error
  })
  if (begins === null) return
  const file = join(fused, 'tokenizer_config.json')
  const settings: unknown = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, `${JSON.stringify({ ...Object(settings), add_bos_token: begins }, null, 2)}\n`)
}
