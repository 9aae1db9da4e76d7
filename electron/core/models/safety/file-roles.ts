/** What a file of a model folder is for, by its name alone. Sizes in bytes. */
export type FileRole =
  /** A configuration that is read here and by Python. */
  | { readonly kind: 'settings'; readonly most: number }
  /** Read by Python's tokenizers; its size is bounded. */
  | { readonly kind: 'tokenizer'; readonly most: number }
  | { readonly kind: 'template'; readonly most: number }
  /** `model*.safetensors`: what mlx-lm loads, and nothing else. */
  | { readonly kind: 'weights' }
  | { readonly kind: 'weights-index'; readonly most: number }
  /** For people or for other programs; never opened. */
  | { readonly kind: 'unread' }
  /** May not be there; `why` ends a sentence that begins with the name. */
  | { readonly kind: 'refused'; readonly why: string; readonly hint: string }

const KiB = 1024
const MiB = 1024 * KiB

/** Longest chat template, in bytes: the longest of those in use have about 30 KiB. */
export const maxTemplateBytes = 256 * KiB

/** Most bytes of a tokenizer: the largest of those in use have about 35 MB. */
const mostOfTokenizer = 128 * MiB

/** Files that are read, by their lower-case names. */
const read: ReadonlyMap<string, FileRole> = new Map<string, FileRole>([
  ['config.json', { kind: 'settings', most: MiB }],
  ['generation_config.json', { kind: 'settings', most: MiB }],
  ['tokenizer_config.json', { kind: 'settings', most: 16 * MiB }],
  ['special_tokens_map.json', { kind: 'settings', most: 4 * MiB }],
  ['processor_config.json', { kind: 'settings', most: MiB }],
  ['preprocessor_config.json', { kind: 'settings', most: MiB }],
  ['chat_template.json', { kind: 'settings', most: maxTemplateBytes + 64 * KiB }],
  ['tokenizer.json', { kind: 'tokenizer', most: mostOfTokenizer }],
  ['tokenizer.model', { kind: 'tokenizer', most: 64 * MiB }],
  ['vocab.json', { kind: 'tokenizer', most: 64 * MiB }],
  ['vocab.txt', { kind: 'tokenizer', most: 64 * MiB }],
  ['merges.txt', { kind: 'tokenizer', most: 64 * MiB }],
  ['added_tokens.json', { kind: 'tokenizer', most: 16 * MiB }],
  ['chat_template.jinja', { kind: 'template', most: maxTemplateBytes }],
  ['model.safetensors.index.json', { kind: 'weights-index', most: 32 * MiB }],
])

const pickles = /\.(bin|pt|pth|pkl|pickle|ckpt|npy|npz|joblib|dill|h5|hdf5|keras|pb|msgpack)$/
const code =
  /\.(py|pyc|pyo|pyw|pyd|pyx|ipynb|so|dylib|dll|exe|sh|bash|zsh|command|bat|cmd|ps1|js|mjs|cjs|ts|jar|whl|egg|wasm|rb|pl|lua|metallib)$/
/** Papers, pictures, notes of version control, and weights of other programs: nothing here or in Python opens them. */
const unread =
  /(^|\.)(md|txt|rst|html|pdf|png|jpe?g|gif|svg|webp|csv|tsv|jsonl|ya?ml|toml|cff|jinja|safetensors|gguf|onnx|imatrix|sha256|lock|metadata|gitattributes|gitignore|ds_store|localized|log|bak)$/
const named =
  /^(licen[cs]e|notice|third[-_]party[-_](?:notices?|licen[cs]es?)|readme|copying|authors|changelog|use_policy|usage_policy|version|modelfile|sha256sums)([-_.][\w.-]*)?$/
/** Notes that ModelScope's downloads leave. */
const ofModelScope = /^\.(mdl|msc|mv)$/

/** Whether a file of this name is read, here or by Python. */
export function isRead(name: string): boolean {
  const { kind } = roleOf(name)
  return kind !== 'unread' && kind !== 'refused'
}

/** What the file of this name is for. Names are compared without case, as the usual file system of a Mac does. */
export function roleOf(name: string): FileRole {
  const lower = name.toLowerCase()
  if (/[\p{C}/\\]/u.test(name) || Buffer.byteLength(name) > 255) {
    return { kind: 'refused', why: 'has a name with signs that no file of a model has', hint: 'Rename it, or take it out of the folder.' }
  }
  const known = read.get(lower)
  if (known !== undefined) return known
  // Before other endings: `model.safetensors.py` is code.
  if (pickles.test(lower)) {
    return {
      kind: 'refused',
      why: 'may hold a pickle, which runs code when it is read; weights are taken from .safetensors alone',
      hint: 'Take it out of the folder; where it holds the weights, choose a version of the model with .safetensors.',
    }
  }
  if (code.test(lower)) {
    return {
      kind: 'refused',
      why: 'is code, and a model’s own code is never run here',
      hint: 'Take it out of the folder, or choose a model that mlx-lm knows without code beside it.',
    }
  }
  if (/^model[^/]*\.safetensors$/.test(lower)) return { kind: 'weights' }
  // Tokenizers have other names too (`spiece.model`, `tokenizer.4.0.0.json`, `tokenizer.model.v3`), and Python may open any of them.
  if (/\.(json|model|tiktoken)$/.test(lower) || /^tokenizer\.model\.v\d{1,4}$/.test(lower))
    return { kind: 'tokenizer', most: mostOfTokenizer }
  if (unread.test(lower) || named.test(lower) || ofModelScope.test(lower)) return { kind: 'unread' }
  return { kind: 'refused', why: 'is no file that belongs to a model', hint: 'Take it out of the folder, or choose another model.' }
}
