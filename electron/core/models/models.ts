import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { AppEvent } from '../../shared/contract'
import { assertNever, StudioError } from '../../shared/errors'
import { identifier } from '../../shared/identifier'
import type { ModelInfo, ModelRef } from '../../shared/model'
import { hubId } from '../../shared/model'
import { makeFolder, writeAtomically } from '../files/atomic'
import { CheckedModels } from './checked-models'
import { type FoundModel, findModels } from './discovery/find-models'
import { mapInTurns } from './discovery/in-turns'
import type { ModelPlaces } from './discovery/model-places'
import type { ModelFacts } from './model-facts'
import { describeModel, refusedModel } from './model-folder'

const known = z.strictObject({
  folders: z.array(z.strictObject({ id: identifier, path: z.string() })),
  hub: z.array(z.strictObject({ repo: hubId, path: z.string() })),
})
type Known = z.infer<typeof known>

/**
 * The base models that can be chosen: the demo model, folders the person added, what was downloaded from the Hub, and what other
 * programs keep on this machine.
 */
export class Models {
  readonly #file: string
  readonly #demo: string
  readonly #emit: (event: AppEvent) => void
  readonly #checked = new CheckedModels()
  readonly #places: ModelPlaces
  #known: Known
  /** What lies in the places of other programs, as it was when they were last looked through. */
  #found: readonly FoundModel[] = []
  /** The list is changed by one at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(file: string, demo: string, emit: (event: AppEvent) => void, contents: Known, places: ModelPlaces) {
    this.#places = places
    this.#file = file
    this.#demo = demo
    this.#emit = emit
    this.#known = contents
  }

  /** Reads the list of a home. A list that cannot be read counts as empty: no weights are lost with it. */
  static async open(folder: string, demo: string, emit: (event: AppEvent) => void, places: ModelPlaces): Promise<Models> {
    const file = join(folder, 'models.json')
    const text = await readFile(file, 'utf8').catch(() => '')
    const models = new Models(file, demo, emit, parseKnown(text), places)
    await models.#look()
    return models
  }

  /**
   * Every model of the person that is still where it was, those that are refused with the reason, and those of other programs that mlx-lm can
   * load and nothing is said against.
   */
  async list(): Promise<ModelInfo[]> {
    await this.#look()
    const own: ModelRef[] = [
      { kind: 'demo' },
      ...this.#known.folders.map(({ id }): ModelRef => ({ kind: 'folder', id })),
      ...this.#known.hub.map(({ repo }): ModelRef => ({ kind: 'hub', repo })),
    ]
    const known = new Set(own.map((ref) => JSON.stringify(ref)))
    const paths = new Set(own.map((ref) => this.#place(ref)))
    const found = this.#found.filter((model) => !known.has(JSON.stringify(refOf(model))) && !paths.has(model.path))
    const owned = await mapInTurns(own, (ref) => this.describe(ref).catch((error: unknown) => this.#refused(ref, error)))
    const others = await mapInTurns(found.map(refOf), (ref) => this.describe(ref).catch(() => null))
    return [...owned.filter((model) => model !== null), ...others.filter((model) => model?.supported === true)] as ModelInfo[]
  }

  /** What one model is; null where it is not here or is refused. */
  async find(ref: ModelRef): Promise<ModelInfo | null> {
    await this.#look()
    return this.describe(ref).catch(() => null)
  }

  /** What one model is. Throws `not-found` or `model-invalid`. */
  async describe(ref: ModelRef): Promise<ModelInfo> {
    const path = this.#place(ref)
    const by = this.#known.folders.some(({ id }) => ref.kind === 'folder' && id === ref.id)
      ? undefined
      : this.#found.find((found) => isOf(found, ref))
    const model = await describeModel(path, ref, by?.name ?? nameOf(ref, path), this.#checked)
    return by === undefined ? model : { ...model, source: by.by }
  }

  /** A model of the person that is refused; null where its folder is gone. */
  #refused(ref: ModelRef, error: unknown): ModelInfo | null {
    const path = this.#place(ref)
    return error instanceof StudioError && existsSync(path) ? refusedModel(path, ref, nameOf(ref, path), error) : null
  }

  /** What a model takes, as its folder says that was looked through. Throws `not-found`, `model-invalid`. */
  facts(ref: ModelRef): ModelFacts {
    return this.#checked.check(this.#place(ref)).facts
  }

  /** The folder of a model, looked through: nothing in it that Python should not see. Throws `not-found`, `model-invalid`. */
  path(ref: ModelRef): string {
    const path = this.#place(ref)
    this.#checked.check(path)
    return path
  }

  #place(ref: ModelRef): string {
    if (ref.kind === 'demo') return this.#demo
    const path =
      ref.kind === 'folder'
        ? this.#known.folders.find(({ id }) => id === ref.id)?.path
        : this.#known.hub.find(({ repo }) => repo === ref.repo)?.path
    const found = path ?? this.#found.find((model) => isOf(model, ref))?.path
    if (found === undefined)
      throw new StudioError({
        code: 'not-found',
        message: 'That model is not known here.',
        hint: 'Add its folder, or download it by its Hub id.',
      })
    return found
  }

  /** Remembers a folder, if it holds a model. */
  async addFolder(path: string): Promise<ModelInfo> {
    const id = folderId(path)
    const model = await describeModel(path, { kind: 'folder', id }, basename(path), this.#checked)
    await this.#change((known) => ({ ...known, folders: [...known.folders.filter((folder) => folder.id !== id), { id, path }] }))
    return model
  }

  /** Remembers where a Hub model was downloaded to. */
  async addHub(repo: string, path: string): Promise<ModelInfo> {
    const model = await describeModel(path, { kind: 'hub', repo }, repo, this.#checked)
    await this.#change((known) => ({ ...known, hub: [...known.hub.filter((entry) => entry.repo !== repo), { repo, path }] }))
    return model
  }

  /** Forgets a model; its files stay where they are. */
  async forget(ref: ModelRef): Promise<void> {
    await this.#change(({ folders, hub }) => ({
      folders: folders.filter(({ id }) => !(ref.kind === 'folder' && ref.id === id)),
      hub: hub.filter(({ repo }) => !(ref.kind === 'hub' && ref.repo === repo)),
    }))
  }

  async #look(): Promise<void> {
    this.#found = await findModels(this.#places)
  }

  #change(change: (known: Known) => Known): Promise<void> {
    const done = this.#turn.then(() => this.#remember(change(this.#known)))
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #remember(contents: Known): Promise<void> {
    await makeFolder(dirname(this.#file))
    await writeAtomically(this.#file, `${JSON.stringify(contents, null, 2)}\n`)
    this.#known = contents
    this.#emit({ type: 'models.changed', models: await this.list() })
  }
}

function nameOf(ref: ModelRef, path: string): string {
  switch (ref.kind) {
    case 'demo':
      return 'Demo model'
    case 'folder':
      return basename(path)
    case 'hub':
      return ref.repo
    default:
      return assertNever(ref)
  }
}

/** What a folder is called by here: the same whenever it is added or found. */
function folderId(path: string): string {
  return `m-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
}

function refOf({ by, name, path }: FoundModel): ModelRef {
  return by === 'hub-cache' ? { kind: 'hub', repo: name } : { kind: 'folder', id: folderId(path) }
}

function isOf(model: FoundModel, ref: ModelRef): boolean {
  return JSON.stringify(refOf(model)) === JSON.stringify(ref)
}

function parseKnown(text: string): Known {
  try {
    return known.parse(JSON.parse(text))
  } catch {
    return { folders: [], hub: [] }
  }
}
