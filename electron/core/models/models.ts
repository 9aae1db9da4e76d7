import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { AppEvent } from '../../shared/contract'
import { assertNever, StudioError } from '../../shared/errors'
import { identifier } from '../../shared/identifier'
import type { ModelInfo, ModelRef } from '../../shared/model'
import { hubId } from '../../shared/model'
import { makeFolder, writeAtomically } from '../files/atomic'
import { describeModel } from './model-folder'

const known = z.strictObject({
  folders: z.array(z.strictObject({ id: identifier, path: z.string() })),
  hub: z.array(z.strictObject({ repo: hubId, path: z.string() })),
})
type Known = z.infer<typeof known>

/** The base models that can be chosen: the demo model, folders the person added, and what was downloaded from the Hub. */
export class Models {
  readonly #file: string
  readonly #demo: string
  readonly #emit: (event: AppEvent) => void
  #known: Known
  /** The list is changed by one at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(file: string, demo: string, emit: (event: AppEvent) => void, contents: Known) {
    this.#file = file
    this.#demo = demo
    this.#emit = emit
    this.#known = contents
  }

  /** Reads the list of a home. A list that cannot be read counts as empty: no weights are lost with it. */
  static async open(folder: string, demo: string, emit: (event: AppEvent) => void): Promise<Models> {
    const file = join(folder, 'models.json')
    const text = await readFile(file, 'utf8').catch(() => '')
    return new Models(file, demo, emit, parseKnown(text))
  }

  /** Every model that is still where it was. */
  async list(): Promise<ModelInfo[]> {
    const refs: ModelRef[] = [
      { kind: 'demo' },
      ...this.#known.folders.map(({ id }): ModelRef => ({ kind: 'folder', id })),
      ...this.#known.hub.map(({ repo }): ModelRef => ({ kind: 'hub', repo })),
    ]
    const described = await Promise.all(refs.map((ref) => this.describe(ref).catch(() => null)))
    return described.filter((model) => model !== null)
  }

  /** What one model is. Throws `not-found` or `model-invalid`. */
  async describe(ref: ModelRef): Promise<ModelInfo> {
    const path = this.path(ref)
    switch (ref.kind) {
      case 'demo':
        return describeModel(path, ref, 'Demo model')
      case 'folder':
        return describeModel(path, ref)
      case 'hub':
        return describeModel(path, ref, ref.repo)
      default:
        return assertNever(ref)
    }
  }

  /** The folder of a model. Throws `not-found` for one that was not added or downloaded. */
  path(ref: ModelRef): string {
    if (ref.kind === 'demo') return this.#demo
    const path =
      ref.kind === 'folder'
        ? this.#known.folders.find(({ id }) => id === ref.id)?.path
        : this.#known.hub.find(({ repo }) => repo === ref.repo)?.path
    if (path === undefined)
      throw new StudioError({
        code: 'not-found',
        message: 'That model is not known here.',
        hint: 'Add its folder, or download it by its Hub id.',
      })
    return path
  }

  /** Remembers a folder, if it holds a model. */
  async addFolder(path: string): Promise<ModelInfo> {
    const id = `m-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
    const model = await describeModel(path, { kind: 'folder', id }, basename(path))
    await this.#change((known) => ({ ...known, folders: [...known.folders.filter((folder) => folder.id !== id), { id, path }] }))
    return model
  }

  /** Remembers where a Hub model was downloaded to. */
  async addHub(repo: string, path: string): Promise<ModelInfo> {
    const model = await describeModel(path, { kind: 'hub', repo }, repo)
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

function parseKnown(text: string): Known {
  try {
    return known.parse(JSON.parse(text))
  } catch {
    return { folders: [], hub: [] }
  }
}
