import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hubId } from '../../../shared/model'
import { mapInTurns } from './in-turns'
import type { ModelPlaces } from './model-places'

/** A folder in which a model may be: its name on the Hub, or as LM Studio lists it. Nothing of it was looked at yet. */
export type FoundModel = { readonly by: 'hub-cache' | 'lm-studio'; readonly name: string; readonly path: string }

/** Most folders of one place that are looked at. */
const most = 500

/** Candidates in all places, by name; what cannot be read is passed over. None of them was checked. */
export async function findModels(places: ModelPlaces): Promise<readonly FoundModel[]> {
  const all = await Promise.all([findInHubCache(places.hub), ...places.lmStudio.map(findInLmStudio)])
  return all.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The snapshot of each model of the cache that is asked for by default, or else the newest that holds a config.json. */
async function findInHubCache(hub: string): Promise<readonly FoundModel[]> {
  const repositories = (await folders(hub)).flatMap((folder) => {
    const [kind, owner, name, ...rest] = folder.split('--')
    const repo = `${owner}/${name}`
    return kind === 'models' && rest.length === 0 && hubId.safeParse(repo).success ? [{ folder, repo }] : []
  })
  const found = await mapInTurns(repositories.slice(0, most), async ({ folder, repo }): Promise<FoundModel[]> => {
    const path = await snapshotOf(join(hub, folder))
    return path === null ? [] : [{ by: 'hub-cache', name: repo, path }]
  })
  return found.flat()
}

async function snapshotOf(repository: string): Promise<string | null> {
  const main = (await readFile(join(repository, 'refs', 'main'), 'utf8').catch(() => '')).trim()
  if (/^[0-9a-f]{7,64}$/.test(main) && (await isModelFolder(join(repository, 'snapshots', main))))
    return join(repository, 'snapshots', main)
  const snapshots = (await folders(join(repository, 'snapshots'))).slice(0, most)
  const dated = await mapInTurns(snapshots, async (revision) => {
    const path = join(repository, 'snapshots', revision)
    const found = await stat(path).catch(() => null)
    return { path, changed: found?.mtimeMs ?? 0, whole: await isModelFolder(path) }
  })
  const [newest] = dated.filter(({ whole }) => whole).sort((a, b) => b.changed - a.changed)
  return newest?.path ?? null
}

async function findInLmStudio(root: string): Promise<readonly FoundModel[]> {
  const publishers = (await folders(root)).slice(0, most)
  const found = await mapInTurns(publishers, async (publisher) => {
    const models = (await folders(join(root, publisher))).slice(0, most)
    return mapInTurns(models, async (model): Promise<FoundModel[]> => {
      const path = join(root, publisher, model)
      return (await isModelFolder(path)) ? [{ by: 'lm-studio', name: `${publisher}/${model}`, path }] : []
    })
  })
  return found.flat(2).slice(0, most)
}

/** A config.json and weights; models for other programs (`.gguf`) lack them. */
async function isModelFolder(path: string): Promise<boolean> {
  const names: readonly string[] = await readdir(path).catch(() => [])
  return names.includes('config.json') && names.some((name) => /^model.*\.safetensors$/.test(name))
}

/** Names of the folders in one, hidden ones left out; none where it cannot be read. */
async function folders(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  // A link may stand for a folder that was moved to a larger disk.
  return entries.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink())).map(({ name }) => name)
}
