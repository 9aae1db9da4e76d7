import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { type OpenAntecedent, openAntecedent } from '../core/antecedent'
import { forPeople } from '../core/files/handles'
import { homeFolder } from '../core/home'
import { hubEnvironment } from '../core/hub/hub-access'
import { modelPlaces } from '../core/models/discovery/model-places'
import { headlessShell } from '../core/options'
import type { AppEvent } from '../shared/contract'
import { StudioError } from '../shared/errors'
import { isHubName } from '../shared/hub-name'
import type { ModelRef } from '../shared/model'
import type { Run } from '../shared/run'
import type { Invocation } from './command'
import { fetchModel } from './fetching'

/** Opens the app on the home for as long as the work takes; stops what runs when it ends. */
export async function withStudio<T>(invocation: Invocation, work: (studio: OpenAntecedent) => Promise<T>): Promise<T> {
  const { assets, python, sidecar, datasetWorker, version } = invocation.locations()
  const home = homeFolder(process.env, process.platform)
  const places = modelPlaces(process.env, homedir())
  const studio = await openAntecedent({
    home,
    assets,
    python,
    sidecar,
    datasetWorker,
    modelPlaces: places,
    hub: hubEnvironment(process.env, homedir()),
    version,
    shell: headlessShell,
  })
  try {
    return await work(studio)
  } finally {
    await studio.close()
  }
}

/** Hears events one by one until the returned function is called. */
export function hear(studio: OpenAntecedent, listener: (event: AppEvent) => void): () => void {
  return studio.subscribe((events) => events.forEach(listener))
}

/** Opens the dataset at a path. */
export async function openDataset({ services }: OpenAntecedent, path: string, signal: AbortSignal) {
  const { id } = await services.datasets.openPath(resolve(path), signal)
  return services.datasets.get(id)
}

/** `demo`, a folder in Hugging Face layout, a model of the list by its name, or a Hub id, which is downloaded where it is not in the cache. */
export async function findModel(studio: OpenAntecedent, named: string, invocation: Invocation): Promise<ModelRef> {
  const { models } = studio.services
  if (named === 'demo') return { kind: 'demo' }
  const folder = await stat(resolve(named)).catch(() => null)
  if (folder) return (await models.addFolder(resolve(named))).ref
  const isOnHub = isHubName(named)
  // Of the Hub's cache, the list has only what mlx-lm knows.
  const known = isOnHub ? await models.find({ kind: 'hub', repo: named }) : null
  const ref = known?.ref ?? (await listedModel(studio, named))
  if (ref) return ref
  if (isOnHub) return (await fetchModel(studio, named, invocation)).ref
  throw new StudioError({
    code: 'not-found',
    message: `There is no model “${named}”.`,
    hint: 'Name “demo”, a folder in Hugging Face layout, one that “antecedent models” lists, or a Hub id such as org/name.',
  })
}

/** A model of the list by its folder, or by its name where only one has it; null where none is called so. Throws `bad-input` where several are. */
export async function listedModel({ services }: OpenAntecedent, named: string): Promise<ModelRef | null> {
  const listed = await services.models.list()
  const byFolder = listed.find(({ location }) => location === named || location === forPeople(resolve(named)))
  if (byFolder) return byFolder.ref
  const [byName, another] = listed.filter(({ name }) => name === named)
  if (another === undefined) return byName?.ref ?? null
  throw new StudioError({
    code: 'bad-input',
    message: `Several models are called “${named}”.`,
    hint: 'Name its folder; “antecedent models” lists them.',
  })
}

/** A run by its id, by its name where only one has it, or the newest as `latest`. */
export function findRun({ services }: OpenAntecedent, named: string): Run {
  const runs = services.runs.list()
  const byId = runs.find(({ id }) => id === named)
  if (byId) return byId
  const [latest] = runs
  if (named === 'latest' && latest) return latest
  const [byName, another] = runs.filter(({ name }) => name === named)
  if (another)
    throw new StudioError({
      code: 'bad-input',
      message: `Several runs are called “${named}”.`,
      hint: 'Name one by its id: “antecedent runs” lists them.',
    })
  if (!byName) throw new StudioError({ code: 'not-found', message: `There is no run “${named}”.`, hint: '“antecedent runs” lists them.' })
  return byName
}
