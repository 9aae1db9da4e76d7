import { withRegularFile } from '../../files/regular-file'
import type { ModelConfig } from '../model-config'
import { type Header, readHeader, type Tensor } from '../safetensors-header'
import { asObject, type BoundedJson, parseBounded } from './bounded-json'
import { templateTrouble } from './chat-template-bounds'
import { checkedConfig } from './checked-config'
import { asksForCode } from './config-bounds'
import type { FolderFile } from './list-folder'
import { again, type Fault, noConfig, refusal } from './refusal'
import { filesOfIndex } from './weights-index'

/** A model folder that nothing was found against. */
export type InspectedModel = {
  /** What its config.json says, within its bounds. */
  readonly config: ModelConfig
  /** All tensors of `model*.safetensors`, file by file. */
  readonly tensors: readonly Tensor[]
  /** Weights on disk, in bytes. */
  readonly bytes: number
}

const noWeights: Fault = {
  file: null,
  why: 'it has no .safetensors weights (model*.safetensors)',
  hint: 'Older .bin or .pt files are not read: they can run code.',
}
const noTokenizer: Fault = { file: null, why: 'it has no tokenizer', hint: 'A tokenizer.json belongs beside the weights.' }

/**
 * Looks through a whole model folder before Python sees it: names, links, configuration, tokenizer and chat template by their sizes,
 * the headers of the weights. No weights are read, nothing outside the folder is opened.
 * @param files as `listFolder` found them, none of them refused by its name
 * Throws `model-invalid` with the first file that is refused, and why.
 */
export function inspectFiles(folder: string, files: readonly FolderFile[]): InspectedModel {
  const byName = new Map(files.map((file) => [file.name.toLowerCase(), file]))
  const refuse = (fault: Fault): never => {
    throw refusal(folder, fault)
  }
  const configFile = byName.get('config.json') ?? refuse(noConfig)
  const config = readConfig(folder, configFile)
  for (const file of files) {
    if (file === configFile) continue
    const why = troubleOf(file)
    if (why !== null) refuse({ file: file.name, why, hint: again })
  }
  const weights = files.filter(({ role }) => role.kind === 'weights')
  if (weights.length === 0) refuse(noWeights)
  if (!byName.has('tokenizer.json') && !byName.has('tokenizer.model') && !byName.has('vocab.json')) refuse(noTokenizer)
  const index = byName.get('model.safetensors.index.json')
  if (index !== undefined) {
    const named = reading(() => filesOfIndex(contentOf(readJson(index))))
    if (!named.ok) return refuse({ file: index.name, why: named.why, hint: again })
    const missing = [...named.files].find((name) => !weights.some((file) => file.name === name))
    if (missing !== undefined) refuse({ file: missing, why: 'is missing, though the index names it', hint: again })
  }
  const tensors = weights.flatMap((file) => {
    const header = reading((): Header => readHeader(file.path))
    return header.ok ? header.tensors : refuse({ file: file.name, why: header.why, hint: again })
  })
  return { config, tensors, bytes: weights.reduce((sum, { size }) => sum + size, 0) }
}

/** What is read once is both checked and handed on. */
function readConfig(folder: string, file: FolderFile): ModelConfig {
  const refuse = (why: string): never => {
    throw refusal(folder, { file: file.name, why, hint: 'Choose a model that mlx-lm knows without extra code.' })
  }
  const outside = sizeTrouble(file)
  if (outside !== null) return refuse(outside)
  const read = checkedConfig(readJson(file, true))
  return read.ok ? read.config : refuse(read.why)
}

/** Why one file is refused, as the end of a sentence that begins with its name; null where it is not. */
function troubleOf(file: FolderFile): string | null {
  return sizeTrouble(file) ?? (file.role.kind === 'settings' ? settingsTrouble(readJson(file)) : null)
}

function sizeTrouble({ role, size }: FolderFile): string | null {
  return 'most' in role && size > role.most ? `has ${size} bytes, more than any such file has` : null
}

function settingsTrouble(json: BoundedJson): string | null {
  if (!json.ok) return json.why
  if (asObject(json.value) === null) return 'does not hold one object'
  return asksForCode(json.value) ?? templateTrouble(json.value)
}

/** @param infinite takes numbers without end, as Python writes them into a configuration */
function readJson(file: FolderFile, infinite = false): BoundedJson {
  return reading(() => withRegularFile(file.path, (read, size) => parseBounded(read(0, Math.min(size, file.size)), { infinite })))
}

function contentOf(json: BoundedJson): unknown {
  return json.ok ? json.value : null
}

/** A file that goes away or is taken away while it is looked at is refused like one that cannot be read. */
function reading<T>(read: () => T | { readonly ok: false; readonly why: string }): T | { readonly ok: false; readonly why: string } {
  try {
    return read()
  } catch {
    return { ok: false, why: 'could not be read' }
  }
}
