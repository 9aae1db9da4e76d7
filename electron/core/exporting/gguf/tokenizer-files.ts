import { constants, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../files/atomic'
import { sayFirstToken } from '../first-token'

/**
 * Puts into a fused folder what llama.cpp's converter reads of a tokenizer besides `tokenizer.json`: SentencePiece's own file, as the base model has
 * it, and whether the tokenizer puts the first token of a prompt.
 * @param begins null leaves that to its settings
 */
export async function addTokenizerFiles(fused: string, model: string, begins: boolean | null): Promise<void> {
  await copyFile(join(model, 'tokenizer.model'), join(fused, 'tokenizer.model'), constants.COPYFILE_EXCL).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw error
  })
  if (begins !== null) await sayFirstToken(fused, begins)
}
