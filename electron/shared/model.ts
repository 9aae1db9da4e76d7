import { z } from 'zod'
import { conversion } from './conversion'
import { hubNamePattern } from './hub-name'
import { identifier } from './identifier'
import { modelMemory } from './model-memory'

/** `org/name` as the Hugging Face Hub spells it. */
export const hubId = z.string().regex(hubNamePattern)

export const modelRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('demo') }),
  z.strictObject({ kind: z.literal('folder'), id: identifier }),
  z.strictObject({ kind: z.literal('hub'), repo: hubId }),
])
/** A base model by name. Folders are known by the id they got when they were added. */
export type ModelRef = z.infer<typeof modelRef>

export const modelInfo = z.strictObject({
  ref: modelRef,
  name: z.string(),
  /** `model_type` of its config.json; empty where it is refused. */
  architecture: z.string(),
  /** Weights on disk. */
  bytes: z.int().nonnegative(),
  layers: z.int().positive().nullable(),
  /** Bits of a quantized model, else null. */
  quantizedBits: z.int().positive().nullable(),
  location: z.string(),
  /** Who brought it here: the app, the person, the Hugging Face cache, LM Studio. */
  source: z.enum(['demo', 'added', 'hub-cache', 'lm-studio']),
  /** Whether mlx-lm loads models of its architecture. */
  supported: z.boolean(),
  /** Why it is refused, in a sentence; nothing else is known of it then. Null where it can be used. */
  trouble: z.string().nullable(),
  /** What it takes of this machine; null where it is refused. */
  memory: modelMemory.nullable(),
  /** What it was packed from here, and at what loss; null for any other. */
  convertedFrom: conversion.nullable(),
})
export type ModelInfo = z.infer<typeof modelInfo>
