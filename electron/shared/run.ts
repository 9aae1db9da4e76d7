import { z } from 'zod'
import { errorCode, failure } from './errors'
import { certificate } from './exporting'
import { identifier } from './identifier'
import { modelRef } from './model'
import { comparison } from './scorecard'
import { keptReport, probe, trainingConfig } from './training'

/** Where a training job is. `queued` waits for another heavy job. */
export const trainingPhase = z.enum([
  'queued',
  'starting',
  'downloading',
  'loading',
  'preparing',
  'probing',
  'training',
  'validating',
  'scoring',
  'saving',
  'pausing',
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
  /** `early`: validations stopped getting better before its epochs were over. */
  z.strictObject({ state: z.literal('finished'), ...learned, early: z.boolean().default(false) }),
  z.strictObject({ state: z.literal('stopped'), ...learned }),
  /** Put aside at a checkpoint, to be continued. */
  z.strictObject({
    state: z.literal('paused'),
    step: z.int().nonnegative(),
    bestStep: z.int().nonnegative().nullable(),
    pausedAt: z.iso.datetime(),
  }),
  /** The loss left the finite numbers. `bestStep` names what was kept, null when nothing had been. */
  z.strictObject({
    state: z.literal('diverged'),
    step: z.int().nonnegative(),
    /** Rows of the batch it broke in: places in the dataset, from 0; none where they are not known. */
    rows: z.array(z.int().nonnegative()).readonly().default([]),
    bestStep: z.int().nonnegative().nullable(),
    message: z.string(),
    finishedAt: z.iso.datetime(),
  }),
  z.strictObject({ state: z.literal('failed'), failure, finishedAt: z.iso.datetime() }),
  /** The app, the machine or Python went away while it ran. `failure` says why where that is known. */
  z.strictObject({
    state: z.literal('interrupted'),
    step: z.int().nonnegative(),
    bestStep: z.int().nonnegative().nullable(),
    failure: failure.nullable().default(null),
  }),
])
export type RunState = z.infer<typeof runState>

/** Weights of a run that can answer: the best by its own measure, or those of its last checkpoint. */
export const weightsName = z.enum(['best', 'last'])
export type WeightsName = z.infer<typeof weightsName>

export const run = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(120),
  createdAt: z.iso.datetime(),
  dataset: z.strictObject({
    name: z.string(),
    location: z.string(),
    /** Rows it learns from, validates with and is scored on. */
    rows: z.int().nonnegative(),
    /** Rows that could not be used for their problems. */
    unusableRows: z.int().nonnegative().default(0),
    sha256: z.string(),
  }),
  model: z.strictObject({ ref: modelRef, name: z.string() }),
  config: trainingConfig,
  state: runState,
  data: keptReport.nullable(),
  /** Whether there is an adapter that can answer, be scored and exported. */
  usable: z.boolean(),
  /** What it scored last; a score of an earlier version, which counted less, is none. */
  comparison: comparison.nullable().catch(null),
  /** The newest whole checkpoint, from which it can be continued; null before there is one. */
  checkpoint: z.strictObject({ step: z.int().nonnegative(), at: z.iso.datetime() }).nullable().default(null),
  /** What the longest batch took; null until it was tried. */
  probe: probe.nullable().default(null),
  /** What happened on the way that a person should know, oldest first. */
  notes: z
    .array(z.strictObject({ at: z.iso.datetime(), message: z.string() }))
    .readonly()
    .default([]),
  /** Goes on by itself after an interruption. */
  continueAutomatically: z.boolean().default(false),
  /** Since a person last started or continued it, oldest first: when, why where that is known, and the checkpoint it left. */
  interruptions: z
    .array(z.strictObject({ at: z.iso.datetime(), code: errorCode.nullable(), step: z.int().nonnegative() }))
    .readonly()
    .default([]),
  /** Processes it trains with. */
  workers: z.int().positive().default(1),
  exports: z.array(z.strictObject({ path: z.string(), at: z.iso.datetime(), certificate })).readonly(),
})
/** One training run, as its run.json keeps it. */
export type Run = z.infer<typeof run>
