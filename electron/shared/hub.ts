import { z } from 'zod'
import { failure } from './errors'
import { identifier } from './identifier'
import { hubId } from './model'
import { modelMemory } from './model-memory'

const count = z.int().nonnegative()

/** A version of a repository. */
export const hubRevision = z.string().regex(/^[0-9a-f]{40}$/)

/** Bytes that a download leaves free where it goes. */
export const spareBytes = 512 * 1024 * 1024

export const hubModel = z.strictObject({
  repo: hubId,
  revision: hubRevision,
  /** Of the Hub or of the mirror that was asked. */
  host: z.string(),
  /** Where people read about it. */
  page: z.string(),
  /** What would be fetched, in bytes; `here` of them have come already. */
  files: z.array(z.strictObject({ name: z.string(), bytes: count, here: count })).readonly(),
  bytes: count,
  here: count,
  /** Free where it goes. */
  freeBytes: count,
  /** As its card names it. */
  licence: z.string().nullable(),
  /** Whether its publisher lets in people one by one. */
  gated: z.boolean(),
  architecture: z.string(),
  /** Bits of a quantized model, else null. */
  quantizedBits: z.int().positive().nullable(),
  /** Why it could not be used, in a sentence; null where nothing is known against it. */
  trouble: z.string().nullable(),
  /** What it would take of this machine; null where it could not be used. */
  memory: modelMemory.nullable(),
})
/** A model of the Hub, looked at before its weights are fetched. */
export type HubModel = z.infer<typeof hubModel>

export const transferredFile = z.strictObject({ name: z.string(), done: count, total: count })
/** How many bytes of a file are on the other side. */
export type TransferredFile = z.infer<typeof transferredFile>

export const download = z.strictObject({
  id: identifier,
  repo: hubId,
  /** Of the Hub or of a mirror. */
  host: z.string(),
  /** `checking` reads what has come once more; `paused` also where the app was closed or killed meanwhile. */
  state: z.enum(['waiting', 'fetching', 'checking', 'paused', 'failed']),
  files: z.array(transferredFile).readonly(),
  /** Bytes of all files. */
  done: count,
  total: count,
  /** Of the last seconds; null while it is not known. */
  bytesPerSecond: z.number().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
  failure: failure.nullable(),
})
/** A model that is on its way, or was. */
export type Download = z.infer<typeof download>

export const tokenPlace = z.enum(['keychain', 'memory', 'environment', 'login'])
/** Where a token of the Hub comes from: the system's keychain, what was typed since the start, `HF_TOKEN`, or `hf auth login`. */
export type TokenPlace = z.infer<typeof tokenPlace>

export const uploaded = z.strictObject({ page: z.string(), revision: hubRevision })
/** Where a folder lies on the Hub. */
export type Uploaded = z.infer<typeof uploaded>
