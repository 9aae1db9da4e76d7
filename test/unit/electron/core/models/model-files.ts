import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a header says of one tensor. */
export type Entry = { readonly dtype: string; readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] }

/** A .safetensors file: a header, as it is, and that many zero bytes behind it. */
export function safetensors(header: object | string, bytes = 0): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, Buffer.alloc(bytes)])
}

/** A tiny configuration that nothing is wrong with. */
export const goodConfig = { model_type: 'llama', num_hidden_layers: 1, hidden_size: 2, num_attention_heads: 1, vocab_size: 3 }

/** Files of a whole model, by name; a change of null takes one away. */
export function modelFiles(changes: Readonly<Record<string, string | Buffer | null>> = {}): ReadonlyMap<string, string | Buffer> {
  const tensor: Entry = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] }
  const files: Record<string, string | Buffer | null> = {
    'config.json': JSON.stringify(goodConfig),
    'tokenizer.json': '{}',
    'tokenizer_config.json': '{"chat_template": "{{ messages }}", "model_max_length": 1000000000000000019884624838656}',
    'model.safetensors': safetensors({ 'model.layers.0.mlp.up_proj.weight': tensor }, 16),
    'README.md': '# A model\n',
    ...changes,
  }
  return new Map(Object.entries(files).flatMap(([name, content]) => (content === null ? [] : [[name, content] as const])))
}

/** Writes a model into a folder, which is made where it is missing; its path. */
export async function writeModel(folder: string, changes: Readonly<Record<string, string | Buffer | null>> = {}): Promise<string> {
  for (const [name, content] of modelFiles(changes)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}
