import { z } from 'zod'

const rate = z.number().positive().max(1)
const beta = z.number().min(0).lt(1)
const decay = z.number().min(0).max(10)

/**
 * What each optimizer of mlx takes besides the learning rate, under mlx's names. Its defaults are mlx's but for two:
 * `bias_correction`, without which Adam's first steps are about three times too large, and `relative_step`, with which
 * Adafactor would pass over the learning rate that was asked for.
 */
export const optimizerConfig = z.strictObject({
  adam: z
    .strictObject({
      betas: z.tuple([beta, beta]).default([0.9, 0.999]),
      eps: z.number().positive().default(1e-8),
      bias_correction: z.boolean().default(true),
    })
    .prefault({}),
  adamw: z
    .strictObject({
      betas: z.tuple([beta, beta]).default([0.9, 0.999]),
      eps: z.number().positive().default(1e-8),
      weight_decay: decay.default(0.01),
      bias_correction: z.boolean().default(true),
    })
    .prefault({}),
  muon: z
    .strictObject({
      momentum: beta.default(0.95),
      weight_decay: decay.default(0.01),
      nesterov: z.boolean().default(true),
      ns_steps: z.int().min(1).max(20).default(5),
    })
    .prefault({}),
  sgd: z
    .strictObject({
      momentum: beta.default(0),
      weight_decay: decay.default(0),
      dampening: z.number().min(0).max(1).default(0),
      nesterov: z.boolean().default(false),
    })
    .prefault({}),
  adafactor: z
    .strictObject({
      eps: z.tuple([z.number().positive(), z.number().positive()]).default([1e-30, 1e-3]),
      clip_threshold: z.number().positive().default(1),
      decay_rate: z.number().min(-1).max(0).default(-0.8),
      beta_1: beta.nullable().default(null),
      weight_decay: decay.default(0),
      scale_parameter: z.boolean().default(true),
      relative_step: z.boolean().default(false),
      warmup_init: z.boolean().default(false),
    })
    .prefault({}),
})

/** A schedule as mlx-lm's configuration has it: a function of `mlx.optimizers.schedulers`, its arguments, all in updates. */
export const lrSchedule = z.strictObject({
  name: z.enum(['cosine_decay', 'exponential_decay', 'linear_schedule', 'step_decay']),
  /** The first is the learning rate it begins with. */
  arguments: z.array(z.number().min(-1e30).max(1e30)).min(2).max(3),
  warmup: z.int().min(0).max(10_000_000).default(0),
  warmup_init: z.number().min(0).max(1).default(0),
})

/**
 * What a run trains with. Keys and their meaning are mlx-lm's (`mlx_lm.lora --config`) where it has one, so `iters`,
 * `steps_per_report`, `steps_per_eval` and `save_every` count iterations: one batch forward and back. An update gathers
 * `grad_accumulation_steps` of them. `epochs`, `schedule`, `warmup_fraction`, `clip_norm`, `validation_fraction`, `save_seconds`, `best_by`,
 * `score_rows`, `early_stopping_patience` and `on_divergence` are ours.
 */
export const trainingConfig = z.strictObject({
  fine_tune_type: z.enum(['lora', 'dora', 'full']).default('lora'),
  optimizer: z.enum(['adam', 'adamw', 'muon', 'sgd', 'adafactor']).default('adam'),
  optimizer_config: optimizerConfig.prefault({}),
  /** Passes over the training rows. Ignored where `iters` is given. */
  epochs: z.number().positive().max(1000).default(2),
  /** Iterations to make; null lets `epochs` decide. */
  iters: z.int().positive().max(10_000_000).nullable().default(null),
  batch_size: z.int().min(1).max(256).default(4),
  /** Iterations whose gradients one update gathers. */
  grad_accumulation_steps: z.int().min(1).max(256).default(1),
  learning_rate: rate.default(1e-4),
  /** How the rate goes from its highest to the run's end. Ignored where `lr_schedule` is given. */
  schedule: z.enum(['constant', 'cosine_decay', 'linear_schedule']).default('cosine_decay'),
  /** Share of the updates during which the learning rate rises from zero. Ignored where `lr_schedule` is given. */
  warmup_fraction: z.number().min(0).max(0.5).default(0.05),
  /** mlx-lm's own schedule, which then decides alone; null for `schedule`. */
  lr_schedule: lrSchedule.nullable().default(null),
  /** Largest gradient norm; null does not clip. */
  clip_norm: z.number().positive().nullable().default(1),
  lora_parameters: z
    .strictObject({
      rank: z.int().min(1).max(256).default(8),
      scale: z.number().positive().max(1000).default(20),
      dropout: z.number().min(0).max(0.9).default(0),
      /** Module paths within a block; null takes every linear layer. */
      keys: z.array(z.string().max(200)).max(64).nullable().default(null),
    })
    .prefault({}),
  /** Blocks from the last one; −1 takes all. */
  num_layers: z.int().min(-1).max(1000).default(-1),
  max_seq_length: z.int().min(16).max(131_072).default(2048),
  /** Learn from the answer only. */
  mask_prompt: z.boolean().default(true),
  /** Iterations between two train figures; null chooses about 200 points a run. */
  steps_per_report: z.int().positive().nullable().default(null),
  /** Iterations between two validations; null chooses about ten a run. */
  steps_per_eval: z.int().positive().nullable().default(null),
  /** Iterations between two checkpoints; null leaves it to validations and `save_seconds`. */
  save_every: z.int().positive().nullable().default(null),
  /** Most seconds between two checkpoints: what a crash may cost. */
  save_seconds: z.number().positive().max(86_400).default(60),
  /** What makes weights the best: validation loss, or mention F1 of rewrites generated at each validation. */
  best_by: z.enum(['loss', 'score']).default('loss'),
  /** Validation rows that are rewritten for the score. */
  score_rows: z.int().min(1).max(512).default(24),
  /** Validations without a better one after which a run ends; null trains to the end. */
  early_stopping_patience: z.int().min(1).max(1000).nullable().default(null),
  /** What follows a loss that is no number: the end, or going on from the last checkpoint at half the rate. */
  on_divergence: z.enum(['stop', 'halve']).default('stop'),
  /** Share of the rows kept for validation. */
  validation_fraction: z.number().gt(0).max(0.5).default(0.1),
  /** Computes activations again in the backward pass: less memory, about a third more time. */
  grad_checkpoint: z.boolean().default(false),
  seed: z.int().min(0).max(2_147_483_647).default(0),
  /** Also writes the curves for another tool; null does not. */
  report_to: z.enum(['tensorboard', 'trackio', 'wandb']).nullable().default(null),
  /** The project they are filed under. */
  project_name: z.string().max(120).nullable().default(null),
})
export type TrainingConfig = z.infer<typeof trainingConfig>
/** The same before defaults fill it. */
export type TrainingConfigInput = z.input<typeof trainingConfig>

export const presetName = z.enum(['quick', 'balanced', 'thorough'])
/** A set of settings to begin with. `balanced` is what a form shows untouched. */
export type PresetName = z.infer<typeof presetName>

export const metric = z.discriminatedUnion('split', [
  z.strictObject({
    split: z.literal('train'),
    /** Completed updates. */
    step: z.int().nonnegative(),
    epoch: z.number().nonnegative(),
    /** Mean cross-entropy per learned token since the last figure, in nats; null when it was not finite. */
    loss: z.number().nullable(),
    learningRate: z.number().nonnegative(),
    /** Norm before clipping; null when it was not finite. */
    gradientNorm: z.number().nonnegative().nullable(),
    /** Real tokens, padding not counted. */
    tokensPerSecond: z.number().nonnegative(),
    trainedTokens: z.int().nonnegative(),
    /** Most that mlx's arrays have taken so far; its cache of freed buffers is not in it. */
    peakMemoryBytes: z.int().nonnegative(),
    /** What the process takes of the machine now, as Activity Monitor counts it. */
    footprintBytes: z.int().nonnegative(),
    /** Seconds spent training, over all the times the run was continued. */
    seconds: z.number().nonnegative(),
  }),
  z.strictObject({
    split: z.literal('valid'),
    step: z.int().nonnegative(),
    epoch: z.number().nonnegative(),
    /** Mean over every validation row's learned tokens; null when it was not finite. */
    loss: z.number().nullable(),
    /** Mention F1 of the rewrites generated at this step, 0–1; null where none were. */
    score: z.number().min(0).max(1).nullable(),
    rows: z.int().positive(),
    tokens: z.int().positive(),
    best: z.boolean(),
    seconds: z.number().nonnegative(),
  }),
])
/** One point of a run's curves. */
export type Metric = z.infer<typeof metric>

/** Most rows left out that a report names. */
const mostSkipped = 200
const skippedRow = z.strictObject({ file: z.enum(['train', 'valid']), row: z.int().nonnegative(), reason: z.string() })

export const dataReport = z.strictObject({
  trainRows: z.int().nonnegative(),
  validRows: z.int().nonnegative(),
  /** Rows whose end was cut at `max_seq_length`; trained on what is left of the answer. */
  cutRows: z.int().nonnegative(),
  /** The first rows left out: the template refused them or nothing of the answer fits. Places in their file, from 0. */
  skipped: z.array(skippedRow).max(mostSkipped).readonly(),
  /** All rows left out of each file, those too that `skipped` does not name. */
  skippedTrainRows: z.int().nonnegative(),
  skippedValidRows: z.int().nonnegative(),
  tokensPerEpoch: z.int().nonnegative(),
  learnedTokensPerEpoch: z.int().nonnegative(),
  longestRow: z.int().nonnegative(),
  /** Computed positions per real token, 1 being no padding at all. */
  paddingRatio: z.number().min(1),
  /** Iterations of one epoch. */
  batchesPerEpoch: z.int().positive(),
  /** Updates of one epoch. */
  stepsPerEpoch: z.int().positive(),
  totalSteps: z.int().positive(),
  /** Numbers that training changes, and all that the model has. */
  trainableParameters: z.int().nonnegative(),
  parameters: z.int().nonnegative(),
})
/** What a run learned from, counted with the model's own tokenizer. */
export type DataReport = z.infer<typeof dataReport>

const uncounted = z.looseObject({ skipped: z.array(skippedRow), skippedTrainRows: z.undefined().optional() })

const placedReport = dataReport.extend({
  /** `place` is the row's in the dataset, from 0; absent where the run does not know it. */
  skipped: z
    .array(skippedRow.extend({ place: z.int().nonnegative().optional() }))
    .max(mostSkipped)
    .readonly(),
})

/** A report as a run keeps it: one of before the counts named every row left out. */
export const keptReport = z.preprocess((report) => {
  const before = uncounted.safeParse(report)
  if (!before.success) return report
  const { skipped } = before.data
  const ofTrain = skipped.filter(({ file }) => file === 'train').length
  const counts = { skippedTrainRows: ofTrain, skippedValidRows: skipped.length - ofTrain }
  return { ...before.data, ...counts, skipped: skipped.slice(0, mostSkipped) }
}, placedReport)
export type KeptReport = z.output<typeof keptReport>

export const probe = z.strictObject({
  rows: z.int().positive(),
  /** Positions each row was padded to. */
  width: z.int().positive(),
  peakMemoryBytes: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
})
/** The longest batch, computed forward and back before the first update: whether the run fits is known then. */
export type Probe = z.infer<typeof probe>
