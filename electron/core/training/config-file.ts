import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { ImportedConfig, LocatedFile } from '../../shared/contract'
import { toFailure } from '../../shared/errors'
import { hubId, type ModelRef } from '../../shared/model'
import type { TrainingConfig } from '../../shared/training'
import { type FileHandles, forPeople } from '../files/handles'
import type { Models } from '../models/models'
import { type ConfigNote, configOf } from './config-values'
import { readYamlMap, type YamlMap } from './config-yaml'

/** What reading a configuration may change: a model folder it names is remembered, its dataset gets a handle. */
export type ConfigFileParts = {
  readonly models: Models
  readonly handles: FileHandles
  /** Where paths that the file's own folder lacks are looked for; the process's own by default. */
  readonly workingFolder?: string
}

/**
 * Reads a `training_config.yml` written for `mlx_lm.lora --config`: settings that mean here what they mean there, the dataset and the
 * model it names where they are here, and a sentence for everything that was not taken over.
 * Throws `bad-input` with the line for what is no such file or has a value that does not fit.
 */
export async function readConfigFile(path: string, parts: ConfigFileParts): Promise<ImportedConfig> {
  const file = await readYamlMap(path)
  const { config, notes } = configOf(file)
  const look = { ...parts, folders: [dirname(path), parts.workingFolder ?? process.cwd()], notes: [...notes] }
  const dataset = await datasetOf(nameIn(file, 'data', look.notes), look)
  const model = await modelOf(nameIn(file, 'model', look.notes), look)
  const fitted = await fitToModel(config, model, look)
  return { config: fitted, notes: look.notes, dataset, model }
}

type Look = ConfigFileParts & { readonly folders: readonly string[]; readonly notes: ConfigNote[] }

function nameIn({ value }: YamlMap, key: 'data' | 'model', notes: ConfigNote[]): string | null {
  const name = value[key]
  if (name === undefined || name === null) return null
  if (typeof name === 'string' && name.trim() !== '') return name
  // YAML 1.1 takes a lone dot for a number without digits; Python, and whoever writes it, for this folder.
  if (Number.isNaN(name)) return '.'
  notes.push({ key, message: `“${key}” is no text, so it names nothing.` })
  return null
}

/** The first of the places a path may mean that exists. */
async function find(name: string, folders: readonly string[]): Promise<{ readonly path: string; readonly isFolder: boolean } | null> {
  const home = name === '~' || name.startsWith('~/') ? join(homedir(), name.slice(1)) : name
  const places = isAbsolute(home) ? [home] : folders.map((folder) => resolve(folder, home))
  for (const path of places) {
    const found = await stat(path).catch(() => null)
    if (found) return { path, isFolder: found.isDirectory() }
  }
  return null
}

async function datasetOf(name: string | null, { folders, handles, notes }: Look): Promise<LocatedFile | null> {
  if (name === null) return null
  const note = (message: string) => notes.push({ key: 'data', message })
  const found = await find(name, folders)
  if (!found) {
    const hub = hubId.safeParse(name).success ? ' Datasets of the Hugging Face Hub are not fetched here.' : ''
    note(`There is no folder “${name.slice(0, 200)}” here.${hub} Choose a file.`)
    return null
  }
  if (!found.isFolder) return handles.locate(found.path, 'dataset').catch(refused(note))
  const file = join(found.path, 'train.jsonl')
  if (!(await isFile(file))) {
    note(`The folder ${forPeople(found.path)} has no train.jsonl.`)
    return null
  }
  const set = await Promise.all(['valid.jsonl', 'test.jsonl'].map(async (part) => ((await isFile(join(found.path, part))) ? part : null)))
  const aside = set.filter((part) => part !== null)
  if (aside.length > 0) {
    const [are, they] = aside.length === 1 ? ['is', 'it is'] : ['are', 'they are']
    note(
      `${aside.join(' and ')} ${are} beside train.jsonl; validation and held-out rows are taken from train.jsonl here, so ${they} not used.`,
    )
  }
  return handles.locate(file, 'dataset').catch(refused(note))
}

async function modelOf(name: string | null, { folders, models, notes }: Look): Promise<ImportedConfig['model']> {
  const none = { kind: 'none' } as const
  if (name === null) return none
  const note = (message: string) => notes.push({ key: 'model', message })
  const found = await find(name, folders)
  if (found?.isFolder) {
    const added = await models.addFolder(found.path).catch(refused(note))
    return added ? { kind: 'known', ref: added.ref } : none
  }
  if (name === 'demo') return { kind: 'known', ref: { kind: 'demo' } }
  if (!hubId.safeParse(name).success) {
    note(`There is no folder “${name.slice(0, 200)}” here, and the Hugging Face Hub has no such names.`)
    return none
  }
  const here = await models.find({ kind: 'hub', repo: name })
  return here ? { kind: 'known', ref: here.ref } : { kind: 'hub', repo: name }
}

/** mlx-lm refuses to train more blocks than there are; its default of 16 is more than a small model has. */
async function fitToModel(config: TrainingConfig, model: ImportedConfig['model'], { models, notes }: Look): Promise<TrainingConfig> {
  const layers = model.kind === 'known' ? await layersOf(model.ref, models) : null
  if (layers === null || config.num_layers <= layers) return config
  const message = `The model has ${layers} blocks and this asks for ${config.num_layers}, which mlx-lm refuses; all of them are trained.`
  notes.push({ key: 'num_layers', message })
  return { ...config, num_layers: -1 }
}

async function layersOf(ref: ModelRef, models: Models): Promise<number | null> {
  return models.describe(ref).then(
    ({ layers }) => layers,
    () => null,
  )
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** What cannot be had is no reason to lose the settings: it is noted instead. */
function refused(note: (message: string) => void): (error: unknown) => null {
  return (error) => {
    note(toFailure(error).message)
    return null
  }
}
