import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Says in a folder's settings whether the tokenizer puts the first token of a prompt: llama.cpp's converter and Ollama ask them. */
export async function sayFirstToken(folder: string, begins: boolean): Promise<void> {
  const file = join(folder, 'tokenizer_config.json')
  const settings: unknown = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, `${JSON.stringify({ ...Object(settings), add_bos_token: begins }, null, 2)}\n`)
}
