import { z } from 'zod'
import { failure } from './errors'
import { certificate } from './exporting'
import { identifier } from './identifier'
import { modelRef } from './model'
import { comparison } from './scorecard'
import { dataReport, trainingConfig } from './training'

/** Where a training job is. `queued` waits for another heavy job. */
export const trainingPhase = z.enum([
  'queued',
  'starting',
  'downloading',
  'loading',
  'preparing',
  'training',
  'validating',
  'saving',
  'stopping',
])
export type TrainingPhase = z.infer<typeof trainingPhase>

/** The weights a finished run left: by validation loss, and the last ones. */
const learned = {
  steps: z.int().nonnegative(),
  bestStep: z.int().nonnegative(),
  /** Validation loss at `bestStep`, in nats per token; null when the run ended before it could be judged. */
  bestLoss: z.number().nullable(),
  finishedAt: z.iso.datetime(),
  seconds: z.number().nonnegative(),
}

export const runState = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    phase: trainingPhase,
    step: z.int().nonnegative(),
    totalSteps: z.int().nonnegative(),
    startedAt: z.iso.datetime(),
  }),
  z.strictObject({ state: z.literal('finished'), ...learned }),
  z.strictObject({ state: z.literal('stopped'), ...learned }),
  /** The loss left the finite numbers. `bestStep` names what was kept, null when nothing had been. */
  z.strictObject({
    state: z.literal('diverged'),
    step: z.int().nonnegative(),
    bestStep: z.int().nonnegative().nullable(),
    message: z.string(),
    finishedAt: z.iso.datetime(),
  }),
  z.strictObject({ state: z.literal('failed'), failure, finishedAt: z.iso.datetime() }),
  /** The app or the machine went away while it ran. */
  z.strictObject({ state: z.literal('interrupted'), step: z.int().nonnegative(), bestStep: z.int().nonnegative().nullable() }),
])
export type RunState = z.infer<typeof runState>

export const run = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(120),
  createdAt: z.iso.datetime(),
  dataset: z.strictObject({ name: z.string(), location: z.string(), rows: z.int().nonnegative(), sha256: z.string() }),
  model: z.strictObject({ ref: modelRef, name: z.string() }),
  config: trainingConfig,
  state: runState,
  data: dataReport.nullable(),
  /** Whether there is an adapter that can answer, be scored and exported. */
  usable: z.boolean(),
  comparison: comparison.nullable(),
  exports: z.array(z.strictObject({ path: z.string(), at: z.iso.datetime(), certificate })).readonly(),
})
/** One training run, as its run.json keeps it. */
export type Run = z.infer<typeof run>
