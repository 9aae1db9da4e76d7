import { join } from 'node:path'
import { parse } from 'yaml'
import { hubId, type ModelRef } from '../../shared/model'
import { readRegularFile } from '../files/regular-file'

/** Largest README and config.json of a model that are read, in bytes. */
const maxBytes = 1024 * 1024

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
  /** What transformers loads it by: for packed weights of mlx, the model they were made from where that is said. */
  readonly transformers: string
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
  const header = folder === null ? {} : frontMatter(await textOf(join(folder, 'README.md')))
  const config = folder === null ? {} : record(jsonOf(await textOf(join(folder, 'config.json'))))
  const origin = hubId.safeParse([header.base_model].flat()[0]).data ?? null
  const hub = ref.kind === 'hub' ? ref.repo : origin
  const packed = 'quantization' in config || 'quantization_config' in config
  return {
    licence: word(header.license) ?? word(config.license),
    licenceLink: link(header.license_link),
    hub,
    mlx: ref.kind === 'hub' ? ref.repo : 'BASE_MODEL',
    transformers: (packed ? origin : hub) ?? hub ?? folder ?? 'BASE_MODEL',
    packed: packed ? (origin === null ? 'of-unknown' : 'of-known') : 'no',
    positions: positive(config.max_position_embeddings) ?? positive(record(config.text_config).max_position_embeddings),
  }
}

async function textOf(path: string): Promise<string> {
  return readRegularFile(path, maxBytes).then(
    (bytes) => bytes.toString('utf8'),
    () => '',
  )
}

function frontMatter(readme: string): Readonly<Record<string, unknown>> {
  const [, yaml] = /^---\r?\n([\s\S]{0,20000}?)\r?\n---\s/.exec(readme) ?? []
  try {
    return record(yaml === undefined ? null : parse(yaml, { maxAliasCount: 0, logLevel: 'silent' }))
  } catch {
    return {}
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}
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
