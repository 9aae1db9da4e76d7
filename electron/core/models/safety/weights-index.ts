import { asObject } from './bounded-json'

/** The files that an index names, or why it is refused, as the end of a sentence that begins with its name. */
export type IndexedFiles = { readonly ok: true; readonly files: ReadonlySet<string> } | { readonly ok: false; readonly why: string }

/** Reads which files a `model.safetensors.index.json` spreads tensors over. Only plain names of the folder itself pass. */
export function filesOfIndex(index: unknown): IndexedFiles {
  const map = asObject(asObject(index)?.weight_map)
  if (map === null) return { ok: false, why: 'does not say which file holds what' }
  const files = new Set<string>()
  for (const file of Object.values(map)) {
    if (typeof file !== 'string') return { ok: false, why: 'names something else than a file' }
    if (/[/\\]/.test(file) || file === '..' || file === '.') return { ok: false, why: 'names a file outside the folder' }
    if (!/^model[\w.-]*\.safetensors$/i.test(file)) return { ok: false, why: 'names a file that is no model*.safetensors' }
    files.add(file)
  }
  return { ok: true, files }
}
