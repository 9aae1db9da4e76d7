import { join } from 'node:path'
import { parse } from 'yaml'
import { hubId, type ModelRef } from '../../shared/model'
import { readRegularFile } from '../files/regular-file'
import { asObject, parseBounded } from '../models/safety/bounded-json'

/** Largest README and config.json of a model that are read, in bytes. */
const maxBytes = 1024 * 1024

/** Stands where a name of the base model belongs that nobody here knows. */
const unnamed = 'BASE_MODEL'

/** What a base model's own folder says of it. */
export type BaseModel = {
  /** Its licence by the Hub's name for it, as its README's header or config.json has it; null where neither does. */
  readonly licence: string | null
  /** Where a licence of no common name is to be read. */
  readonly licenceLink: string | null
  /** Its name on the Hub; null for a folder that names none. */
  readonly hub: string | null
  /** What mlx-lm loads it by: its name on the Hub, or a word in its place. */
  readonly mlx: string
  /** What transformers loads it by on this machine: for packed weights of mlx, the model they were made from where that is said. */
  readonly transformers: string
  /** The same for whoever it is handed on to: a name on the Hub, or a word in its place, never a folder. */
  readonly named: string
  /** Whether its weights are packed, and whether its README says of what. */
  readonly packed: 'no' | 'of-known' | 'of-unknown'
  /** Most tokens it takes, null where it does not say. */
  readonly positions: number | null
}

/**
 * Reads what a model's folder says of licence and origin. Nothing in it is trusted: what is no short word is none.
 * @param folder null where it is not here any more
 */
export async function readBaseModel(folder: string | null, ref: ModelRef): Promise<BaseModel> {
  const header = folder === null ? {} : frontMatter((await bytesOf(join(folder, 'README.md'))).toString('utf8'))
  const config = folder === null ? {} : configOf(await bytesOf(join(folder, 'config.json')))
  const origin = hubId.safeParse([header.base_model].flat()[0]).data ?? null
  const hub = ref.kind === 'hub' ? ref.repo : origin
  const packed = (config.quantization ?? config.quantization_config ?? null) !== null
  const name = (packed ? origin : hub) ?? hub
  return {
    licence: word(header.license) ?? word(config.license),
    licenceLink: link(header.license_link),
    hub,
    mlx: ref.kind === 'hub' ? ref.repo : unnamed,
    transformers: name ?? folder ?? unnamed,
    named: name ?? unnamed,
    packed: packed ? (origin === null ? 'of-unknown' : 'of-known') : 'no',
    positions: positive(config.max_position_embeddings) ?? positive(asObject(config.text_config)?.max_position_embeddings),
  }
}

/** What a file holds; nothing where it cannot be read. */
async function bytesOf(path: string): Promise<Buffer> {
  return readRegularFile(path, maxBytes).catch(() => Buffer.alloc(0))
}

function frontMatter(readme: string): Readonly<Record<string, unknown>> {
  const [, yaml] = /^---\r?\n([\s\S]{0,20000}?)\r?\n---\s/.exec(readme) ?? []
  try {
    return (yaml === undefined ? null : asObject(parse(yaml, { maxAliasCount: 0, logLevel: 'silent' }))) ?? {}
  } catch {
    return {}
  }
}

function configOf(bytes: Buffer): Readonly<Record<string, unknown>> {
  const json = parseBounded(bytes, { infinite: true })
  return (json.ok ? asObject(json.value) : null) ?? {}
}

function word(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z0-9][\w.+-]{0,60}$/.test(value) ? value : null
}

function link(value: unknown): string | null {
  return typeof value === 'string' && /^https:\/\/[\w.~:/?#@!$&*+,;=%-]{1,200}$/.test(value) ? value : null
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
}
