import type { HubModel } from '../../shared/hub'
import type { Result } from '../../shared/protocol'
import { mlxModelTypes } from '../models/mlx-model-types'
import { factsOf } from '../models/model-facts'
import { parseBounded } from '../models/safety/bounded-json'
import { checkedConfig } from '../models/safety/checked-config'
import { defaultConfig } from '../training/defaults'
import type { Machine } from '../training/memory-plan'
import { thisMachine } from '../training/this-machine'
import { willItFit } from '../training/will-it-fit'
import type { HubAccess } from './hub-access'
import { type HubParts, withHub } from './with-hub'

type Parts = HubParts & {
  /** The Hugging Face cache. */
  readonly cache: string
}

/**
 * Looks at a model of the Hub: what would be fetched, and whether it could be used and fits this machine. Throws `offline`, `hub-gated`,
 * `hub-token`, `model-unavailable`, `model-invalid`.
 */
export function lookAt(repo: string, parts: Parts, signal: AbortSignal): Promise<HubModel> {
  return withHub(parts, signal, async (sidecar, access, ending) => {
    const { address, token } = access
    const looked = await sidecar.request('look', { repo, address, token, cache: parts.cache }, { signal: ending })
    return hubModelOf(repo, access, looked, thisMachine())
  })
}

/** What was looked at, judged as its folder will be. */
export function hubModelOf(repo: string, { address, host }: HubAccess, looked: Result<'look'>, machine: Machine): HubModel {
  const { revision, files, licence, gated, freeBytes, configuration, tensors } = looked
  const config = checkedConfig(parseBounded(Buffer.from(configuration), { infinite: true }))
  const known = config.ok && mlxModelTypes.has(config.config.architecture)
  const why = config.ok
    ? `is a model of a kind that mlx-lm does not know (${config.config.architecture})`
    : `has a config.json that ${config.why}`
  return {
    repo,
    revision,
    host,
    page: `${address}/${repo}`,
    files,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    here: files.reduce((sum, file) => sum + file.here, 0),
    freeBytes,
    licence,
    gated,
    architecture: config.ok ? config.config.architecture : '',
    quantizedBits: config.ok ? (config.config.packing?.bits ?? null) : null,
    trouble: known ? null : `${repo} ${why}.`,
    memory: config.ok && known ? willItFit(factsOf(tensors, config.config.numbers, config.config.packing), defaultConfig, machine) : null,
  }
}
