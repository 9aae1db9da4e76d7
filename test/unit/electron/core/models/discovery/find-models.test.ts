import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findModels } from '../../../../../../electron/core/models/discovery/find-models'
import { modelPlaces } from '../../../../../../electron/core/models/discovery/model-places'
import { Models } from '../../../../../../electron/core/models/models'
import { at } from '../../../../../../scripts/checkout.mjs'
import { temporaryFolder } from '../../temporary-folder'
import { goodConfig, writeModel } from '../model-files'

describe('where models are looked for', () => {
  it('is the cache that the Hub’s own library would use', () => {
    const hub = (environment: Record<string, string>) => modelPlaces(environment, '/home/ann').hub
    expect(hub({})).toBe('/home/ann/.cache/huggingface/hub')
    expect(hub({ XDG_CACHE_HOME: '/fast' })).toBe('/fast/huggingface/hub')
    expect(hub({ XDG_CACHE_HOME: '/fast', HF_HOME: '~/hf' })).toBe('/home/ann/hf/hub')
    expect(hub({ HF_HOME: '/hf', HF_HUB_CACHE: '/models' })).toBe('/models')
  })

  it('is LM Studio’s folder of now and of before', () => {
    expect(modelPlaces({}, '/home/ann').lmStudio).toEqual(['/home/ann/.lmstudio/models', '/home/ann/.cache/lm-studio/models'])
  })
})

/** A snapshot as the Hub's library writes one: links to blobs. */
async function snapshot(hub: string, repo: string, revision: string, changes: Readonly<Record<string, string | Buffer | null>> = {}) {
  const repository = join(hub, `models--${repo.replace('/', '--')}`)
  const folder = await writeModel(join(repository, 'snapshots', revision), changes)
  await mkdir(join(repository, 'blobs'), { recursive: true })
  for (const name of ['config.json', 'model.safetensors']) {
    if (changes[name] === null) continue
    await rename(join(folder, name), join(repository, 'blobs', `${revision}-${name}`))
    await symlink(join('..', '..', 'blobs', `${revision}-${name}`), join(folder, name))
  }
  return { repository, folder }
}

describe('findModels', () => {
  it('takes the snapshot of a repository that its main branch names, or else the newest whole one', async () => {
    const hub = await temporaryFolder()
    const old = await snapshot(hub, 'me/old', 'aaaaaaa')
    await snapshot(hub, 'me/old', 'bbbbbbb')
    await mkdir(join(old.repository, 'refs'))
    await writeFile(join(old.repository, 'refs', 'main'), 'aaaaaaa\n')
    const fresh = await snapshot(hub, 'me/new', 'ccccccc')
    const before = await snapshot(hub, 'me/new', 'ddddddd')
    await utimes(before.folder, 1, 1)
    await snapshot(hub, 'me/new', 'eeeeeee', { 'model.safetensors': null })
    await mkdir(join(hub, 'datasets--me--rows', 'snapshots'), { recursive: true })
    await mkdir(join(hub, 'models--bert', 'snapshots'), { recursive: true })
    await mkdir(join(hub, 'models--me--started', 'blobs'), { recursive: true })
    expect(await findModels({ hub, lmStudio: [] })).toEqual([
      { by: 'hub-cache', name: 'me/new', path: fresh.folder },
      { by: 'hub-cache', name: 'me/old', path: old.folder },
    ])
  })

  it('does not follow a main branch out of its repository', async () => {
    const hub = await temporaryFolder()
    const { repository, folder } = await snapshot(hub, 'me/mine', 'aaaaaaa')
    await writeModel(join(hub, 'elsewhere'))
    await mkdir(join(repository, 'refs'))
    await writeFile(join(repository, 'refs', 'main'), '../../elsewhere')
    expect(await findModels({ hub, lmStudio: [] })).toEqual([{ by: 'hub-cache', name: 'me/mine', path: folder }])
  })

  it('takes LM Studio’s folders with weights for mlx, not those for other programs, and needs none of the places', async () => {
    const root = await temporaryFolder()
    const model = await writeModel(join(root, 'mlx-community', 'Tiny-4bit'))
    await mkdir(join(root, 'bartowski', 'Tiny-GGUF'), { recursive: true })
    await writeFile(join(root, 'bartowski', 'Tiny-GGUF', 'tiny.gguf'), '')
    expect(await findModels({ hub: join(root, 'none'), lmStudio: [root, join(root, 'missing')] })).toEqual([
      { by: 'lm-studio', name: 'mlx-community/Tiny-4bit', path: model },
    ])
  })
})

describe('models of other programs', () => {
  const open = async () => {
    const parent = await temporaryFolder()
    const places = { hub: join(parent, 'hub'), lmStudio: [join(parent, 'studio')] }
    const home = join(parent, 'home')
    await mkdir(home)
    const again = () => Models.open(join(home, 'models'), at('assets', 'demo-model'), () => undefined, places)
    return { places, again, studio: join(parent, 'studio') }
  }

  it('are listed with what they are, and can be used at once, in the next session too', async () => {
    const { places, again, studio } = await open()
    const quantized = { ...goodConfig, model_type: 'qwen3', quantization: { group_size: 64, bits: 4 } }
    const { folder } = await snapshot(places.hub, 'me/mine', 'aaaaaaa', { 'config.json': JSON.stringify(quantized) })
    const lmStudio = await writeModel(join(studio, 'them', 'theirs'))
    const models = await again()
    const listed = await models.list()
    expect(listed).toMatchObject([
      { ref: { kind: 'demo' }, source: 'demo', supported: true, memory: { run: { verdict: 'fits' }, train: { verdict: 'fits' } } },
      { ref: { kind: 'hub', repo: 'me/mine' }, source: 'hub-cache', architecture: 'qwen3', quantizedBits: 4, supported: true },
      { name: 'them/theirs', source: 'lm-studio', architecture: 'llama', quantizedBits: null, layers: 1 },
    ])
    const next = await again()
    expect(listed.slice(1).map(({ ref }) => next.path(ref))).toEqual([folder, lmStudio])
  })

  it('are left out where mlx-lm cannot load them or something is said against them, and never handed out then', async () => {
    const { places, again, studio } = await open()
    await snapshot(places.hub, 'me/bert', 'aaaaaaa', { 'config.json': '{"model_type": "bert"}' })
    await snapshot(places.hub, 'me/half', 'aaaaaaa', { 'model.safetensors.index.json': '{"weight_map": {"a": "model-2.safetensors"}}' })
    await writeModel(join(studio, 'them', 'hostile'), { 'modeling.py': '' })
    const models = await again()
    expect((await models.list()).map(({ name }) => name)).toEqual(['Demo model'])
    expect(() => models.path({ kind: 'hub', repo: 'me/half' })).toThrow('model-2.safetensors')
  })

  it('are listed once where the person added them too', async () => {
    const { again, studio } = await open()
    const folder = await writeModel(join(studio, 'them', 'theirs'))
    const models = await again()
    await models.addFolder(folder)
    expect((await models.list()).map(({ name, source }) => [name, source])).toEqual([
      ['Demo model', 'demo'],
      ['theirs', 'added'],
    ])
  })
})
