import { execFileSync } from 'node:child_process'
import { mkdir, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CheckedModels } from '../../../../../../electron/core/models/checked-models'
import { temporaryFolder } from '../../temporary-folder'
import { goodConfig, safetensors, writeModel } from '../model-files'

const check = (folder: string) => new CheckedModels().check(folder)
const config = (changes: object) => ({ 'config.json': JSON.stringify({ ...goodConfig, ...changes }) })
const tokenizer = (changes: object) => ({ 'tokenizer_config.json': JSON.stringify(changes) })
const weights = (entries: object, bytes: number) => ({ 'model.safetensors': safetensors(entries, bytes) })
const index = (map: unknown) => ({ 'model.safetensors.index.json': JSON.stringify({ weight_map: map }) })
/** What the good configuration says. */
const said = { architecture: goodConfig.model_type, layers: goodConfig.num_hidden_layers, bits: null }
const refused = (folder: string, ...words: readonly string[]) => {
  for (const word of words) {
    expect(() => check(folder)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'model-invalid', message: expect.stringContaining(word) }) }),
    )
  }
}

it('takes a whole model, with papers and pictures, folders of other programs, and a template beside it', async () => {
  const folder = await writeModel(await temporaryFolder(), {
    LICENSE: 'free',
    Modelfile: 'FROM ./',
    '.gitattributes': '',
    'picture.png': '',
    'original/consolidated.00.pth': 'never opened',
    'additional_chat_templates/tool_use.jinja': '{{ tools }}',
    'generation_config.json': '{}',
    ...index({ a: 'model.safetensors' }),
  })
  expect(check(folder)).toMatchObject({ ...said, facts: { weightBytes: 16, blocks: [{ parameters: 4 }] } })
})

it('takes a configuration with a number without end, as the Hub has them', async () => {
  const folder = await writeModel(await temporaryFolder(), {
    'config.json': '{"model_type": "mamba2", "num_hidden_layers": 1, "time_step_limit": [0.0, Infinity]}',
  })
  expect(check(folder)).toMatchObject({ architecture: 'mamba2', layers: 1, bits: null })
})

describe('a hostile folder is refused, with the file and why', () => {
  it.each<[string, Record<string, string | Buffer | null>, readonly string[]]>([
    ['a pickle of weights', { 'pytorch_model.bin': 'x' }, ['pytorch_model.bin', 'pickle']],
    ['a pickle in capitals', { 'WEIGHTS.PT': 'x' }, ['WEIGHTS.PT', 'pickle']],
    ['a pickle with another ending', { 'training.pkl': 'x' }, ['training.pkl', 'pickle']],
    ['an array that may be pickled', { 'tokens.npy': 'x' }, ['tokens.npy', 'pickle']],
    ['code beside the weights', { 'modeling_llama.py': 'x' }, ['modeling_llama.py', 'is code']],
    ['code that poses as weights', { 'model.safetensors.py': 'x' }, ['model.safetensors.py', 'is code']],
    ['a library', { 'tokenizer.so': 'x' }, ['tokenizer.so', 'is code']],
    ['a program to click', { 'install.command': 'x' }, ['install.command', 'is code']],
    ['a kind of file that no model has', { 'autorun.inf': 'x' }, ['autorun.inf', 'belongs']],
    ['a name that turns the line around', { 'a\u202Enosj.bin': 'x' }, ['name with signs']],
    ['a name with a line break', { 'a\nb.json': '{}' }, ['name with signs']],
    ['code by auto_map', config({ auto_map: { AutoModel: 'm.M' } }), ['config.json', 'auto_map']],
    ['code by model_file', config({ model_file: 'm.py' }), ['config.json', 'model_file']],
    ['code asked for further down', config({ text_config: { auto_map: {} } }), ['config.json', 'auto_map']],
    ['code of the tokenizer', tokenizer({ auto_map: { AutoTokenizer: 't.T' } }), ['tokenizer_config.json', 'auto_map']],
    ['code of generation', { 'generation_config.json': '{"custom_generate": "me/mine"}' }, ['generation_config.json', 'custom_generate']],
    ['code by custom_code', config({ custom_code: true }), ['config.json', 'custom_code']],
    ['trust asked for', config({ trust_remote_code: true }), ['config.json', 'trusted']],
    ['a kind that is a path to a module', config({ model_type: '..evil' }), ['config.json', 'model_type']],
    ['a parser that is a path to a module', tokenizer({ tool_parser_type: 'a.b' }), ['tokenizer_config.json', 'tool_parser_type']],
    ['a vocabulary outside', tokenizer({ vocab_file: '/etc/passwd' }), ['tokenizer_config.json', 'outside']],
    ['endless layers', config({ num_hidden_layers: 1e9 }), ['config.json', 'num_hidden_layers 1000000000']],
    ['layers below none', config({ text_config: { num_hidden_layers: -1 } }), ['num_hidden_layers -1']],
    ['half a layer', config({ num_hidden_layers: 1.5 }), ['num_hidden_layers 1.5']],
    ['an immense width', config({ hidden_size: 2 ** 40 }), ['hidden_size']],
    ['an immense vocabulary', config({ vocab_size: 2 ** 31 }), ['vocab_size']],
    ['layers as text', config({ num_hidden_layers: '4' }), ['num_hidden_layers as text']],
    ['widths, one of them immense', config({ intermediate_size: [8, 2 ** 40] }), ['intermediate_size']],
    ['a number beyond 64 bits', { 'config.json': '{"model_type": "llama", "any": 1e300}' }, ['any 1e+300']],
    ['layers without end', { 'config.json': '{"model_type": "llama", "num_hidden_layers": Infinity}' }, ['num_hidden_layers Infinity']],
    ['a frequency without end', { 'config.json': '{"model_type": "llama", "rope_theta": 1e999}' }, ['config.json', 'rope_theta Infinity']],
    ['a number without end elsewhere', { 'generation_config.json': '{"temperature": 1e999}' }, ['generation_config.json', 'not finite']],
    ['a text part that is no object', config({ text_config: 'gemma' }), ['config.json', 'text_config that is no object']],
    ['a text part that is a list', config({ text_config: [1] }), ['config.json', 'text_config that is no object']],
    ['packing in words', config({ quantization: 'int4' }), ['config.json', 'quantization that does not say']],
    ['packing without its bits', config({ quantization: { group_size: 64 } }), ['config.json', 'quantization that does not say']],
    ['packing without its groups', config({ quantization: { bits: 4 } }), ['config.json', 'quantization that does not say']],
    ['packing of half a bit', config({ quantization: { bits: 0.5, group_size: 64 } }), ['config.json', 'bits 0.5']],
    ['NaN', { 'config.json': '{"model_type": "llama", "rope_theta": NaN}' }, ['config.json', 'not JSON']],
    ['a list without end', config({ layer_types: Array.from({ length: 70_000 }, () => 0) }), ['config.json', '70000 entries']],
    ['deep nesting', { 'config.json': `{"model_type": "llama", "a": ${'['.repeat(40)}${']'.repeat(40)}}` }, ['config.json', 'nested']],
    ['nesting that ends readers', { 'tokenizer_config.json': '['.repeat(1_000_000) }, ['tokenizer_config.json', 'nested']],
    ['a configuration of megabytes', config({ words: 'x'.repeat(2 ** 21) }), ['config.json', 'bytes']],
    ['bytes that are no text', { 'config.json': Buffer.from([0x7b, 0xff, 0x7d]) }, ['config.json', 'UTF-8']],
    ['a configuration that is a list', { 'config.json': '[]' }, ['config.json', 'one object']],
    ['a template of megabytes', tokenizer({ chat_template: 'x'.repeat(300_000) }), ['tokenizer_config.json', '256 KiB']],
    ['a template among many', tokenizer({ chat_template: [{ name: 'a', template: 'x'.repeat(300_000) }] }), ['256 KiB']],
    ['a template that is no text', tokenizer({ chat_template: 7 }), ['tokenizer_config.json', 'template']],
    ['a template file of megabytes', { 'chat_template.jinja': 'x'.repeat(300_000) }, ['chat_template.jinja', 'bytes']],
    ['a template below of megabytes', { 'additional_chat_templates/a.jinja': 'x'.repeat(300_000) }, ['a.jinja', 'bytes']],
    ['something else among templates', { 'additional_chat_templates/a.py': 'x' }, ['a.py', 'no chat template']],
    ['weights without a header', { 'model.safetensors': 'abc' }, ['model.safetensors', 'cut off']],
    ['a header longer than its file', { 'model.safetensors': Buffer.from('ffffffffffffff7f7b7d', 'hex') }, ['longer than the file']],
    ['a pickle named safetensors', { 'model.safetensors': Buffer.from('\x80\x04\x95 a pickle of some length') }, ['model.safetensors']],
    ['bytes outside the file', weights({ a: { dtype: 'F32', shape: [9], data_offsets: [0, 36] } }, 8), ['8 bytes']],
    ['bytes behind the weights', weights({}, 1000), ['model.safetensors', '1000 bytes']],
    ['an index of a file outside', index({ a: '../model.safetensors' }), ['model.safetensors.index.json', 'outside']],
    ['an index of any file', index({ a: 'config.json' }), ['model.safetensors.index.json', 'no model*.safetensors']],
    ['an index of a file that is not there', index({ a: 'model-9.safetensors' }), ['model-9.safetensors', 'missing']],
    ['an index of nothing', { 'model.safetensors.index.json': '{"weight_map": []}' }, ['model.safetensors.index.json']],
    ['no tokenizer', { 'tokenizer.json': null }, ['no tokenizer']],
    ['no weights', { 'model.safetensors': null }, ['no .safetensors']],
    ['no configuration', { 'config.json': null }, ['no config.json']],
  ])('%s', async (_, changes, words) => {
    refused(await writeModel(await temporaryFolder(), changes), ...words)
  })

  it('a tokenizer of gigabytes, which is not opened', async () => {
    const folder = await writeModel(await temporaryFolder())
    await truncate(join(folder, 'tokenizer.json'), 2 ** 31)
    refused(folder, 'tokenizer.json', '2147483648 bytes')
  })

  // Where the file system itself takes them for one there is but one.
  it.skipIf(process.platform === 'darwin')('two names that a Mac takes for one', async () => {
    refused(await writeModel(await temporaryFolder(), { 'Config.json': '{}' }), 'twice')
  })

  it('a folder in place of a file', async () => {
    const folder = await writeModel(await temporaryFolder(), { 'model.safetensors': null })
    await mkdir(join(folder, 'model-1.safetensors'))
    refused(folder, 'model-1.safetensors', 'is a folder')
  })

  it('a pipe in place of a file, without waiting for it', async () => {
    const folder = await writeModel(await temporaryFolder(), { 'tokenizer.json': null })
    execFileSync('mkfifo', [join(folder, 'tokenizer.json')])
    refused(folder, 'tokenizer.json', 'a pipe')
  })

  it('more files than any model has', async () => {
    const folder = await writeModel(await temporaryFolder())
    await Promise.all(Array.from({ length: 2100 }, (_, place) => writeFile(join(folder, `${place}.txt`), '')))
    refused(folder, 'files')
  })
})

describe('links', () => {
  /** A model, and a canary outside of it that would do in place of each of its files; whether the canary was opened meanwhile. */
  const withCanary = async (name: string) => {
    const parent = await temporaryFolder()
    const folder = await writeModel(join(parent, 'model'))
    const canary = join(parent, 'canary')
    await rename(join(folder, name), canary)
    const long = new Date('2001-01-01')
    await utimes(canary, long, new Date())
    return { folder, canary, opened: async () => (await stat(canary)).atimeMs !== long.getTime() }
  }

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors', 'README.md'])(
    'out of the folder are refused unread: %s',
    async (name) => {
      const { folder, canary, opened } = await withCanary(name)
      await symlink(canary, join(folder, name))
      refused(folder, name, 'leads out of the folder')
      await rm(join(folder, name))
      await symlink(join('..', 'canary'), join(folder, name))
      refused(folder, name, 'leads out of the folder')
      expect(await opened()).toBe(false)
    },
  )

  it('out of it by way of another link are refused unread', async () => {
    const { folder, canary, opened } = await withCanary('config.json')
    await symlink(canary, join(folder, 'a.txt'))
    await symlink('a.txt', join(folder, 'config.json'))
    refused(folder, 'leads out of the folder')
    expect(await opened()).toBe(false)
  })

  it('to a folder outside are refused, of templates too', async () => {
    const { folder, canary } = await withCanary('README.md')
    await symlink(join(canary, '..'), join(folder, 'additional_chat_templates'))
    refused(folder, 'additional_chat_templates', 'leads out of the folder')
  })

  it('to nowhere and in circles are refused', async () => {
    const folder = await writeModel(await temporaryFolder())
    await symlink('circle.txt', join(folder, 'circle.txt'))
    refused(folder, 'circle.txt', 'nowhere')
  })

  it('within the folder are followed', async () => {
    const folder = await writeModel(await temporaryFolder())
    await rename(join(folder, 'config.json'), join(folder, 'kept.json'))
    await symlink('kept.json', join(folder, 'config.json'))
    expect(check(folder)).toMatchObject(said)
  })

  it('of a snapshot of the Hugging Face cache lead to its blobs, and to no other repository’s', async () => {
    const hub = await temporaryFolder()
    const snapshot = await writeModel(join(hub, 'models--me--mine', 'snapshots', 'abc'))
    const blobs = join(hub, 'models--me--mine', 'blobs')
    await mkdir(blobs)
    await rename(join(snapshot, 'config.json'), join(blobs, '1f'))
    await symlink('../../blobs/1f', join(snapshot, 'config.json'))
    expect(check(snapshot)).toMatchObject(said)
    await mkdir(join(hub, 'models--me--other', 'blobs'), { recursive: true })
    await rename(join(blobs, '1f'), join(hub, 'models--me--other', 'blobs', '1f'))
    await rm(join(snapshot, 'config.json'))
    await symlink('../../../models--me--other/blobs/1f', join(snapshot, 'config.json'))
    refused(snapshot, 'config.json', 'leads out of the folder')
  })

  it('that the folder itself is reached by are followed', async () => {
    const parent = await temporaryFolder()
    await writeModel(join(parent, 'real'))
    await symlink('real', join(parent, 'link'))
    expect(check(join(parent, 'link'))).toMatchObject(said)
  })
})
