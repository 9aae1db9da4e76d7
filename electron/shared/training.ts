import { z } from 'zod'

/**
 * What a run trains with. Keys are mlx-lm's own (`mlx_lm.lora --config`) where it has one;
 * `epochs`, `warmup_fraction`, `validation_fraction` and `clip_norm` are ours.
 */
export const trainingConfig = z.strictObject({
  fine_tune_type: z.literal('lora').default('lora'),
  optimizer: z.enum(['adam', 'adamw']).default('adam'),
  /** Passes over the training rows. Ignored where `iters` is given. */
  epochs: z.number().positive().max(1000).default(2),
  /** Updates to make; null lets `epochs` decide. */
  iters: z.int().positive().max(10_000_000).nullable().default(null),
  batch_size: z.int().min(1).max(256).default(4),
  grad_accumulation_steps: z.int().min(1).max(256).default(1),
  learning_rate: z.number().positive().max(1).default(1e-4),
  schedule: z.enum(['constant', 'cosine_decay']).default('cosine_decay'),
  /** Share of the updates during which the learning rate rises from zero. */
  warmup_fraction: z.number().min(0).max(0.5).default(0.05),
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
  /** Updates between two train figures; null chooses about 200 points a run. */
  steps_per_report: z.int().positive().nullable().default(null),
  /** Updates between two validations; null chooses about ten a run. */
  steps_per_eval: z.int().positive().nullable().default(null),
  /** Share of the rows kept for validation. */
  validation_fraction: z.number().gt(0).max(0.5).default(0.1),
  grad_checkpoint: z.boolean().default(false),
  seed: z.int().min(0).max(2_147_483_647).default(0),
})
export type TrainingConfig = z.infer<typeof trainingConfig>
/** The same before defaults fill it. */
export type TrainingConfigInput = z.input<typeof trainingConfig>

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
    peakMemoryBytes: z.int().nonnegative(),
    /** Seconds since training began. */
    seconds: z.number().nonnegative(),
  }),
  z.strictObject({
    split: z.literal('valid'),
    step: z.int().nonnegative(),
    epoch: z.number().nonnegative(),
    /** Mean over every validation row's learned tokens; null when it was not finite. */
    loss: z.number().nullable(),
    rows: z.int().positive(),
    tokens: z.int().positive(),
    best: z.boolean(),
    seconds: z.number().nonnegative(),
  }),
])
/** One point of a run's curves. */
export type Metric = z.infer<typeof metric>

export const dataReport = z.strictObject({
  trainRows: z.int().nonnegative(),
  validRows: z.int().nonnegative(),
  /** Rows whose end was cut at `max_seq_length`; trained on what is left of the answer. */
  cutRows: z.int().nonnegative(),
  /** Rows left out: the template refused them or nothing of the answer fits. Places in train.jsonl, from 0. */
  skipped: z.array(z.strictObject({ file: z.enum(['train', 'valid']), row: z.int().nonnegative(), reason: z.string() })).readonly(),
  tokensPerEpoch: z.int().nonnegative(),
  learnedTokensPerEpoch: z.int().nonnegative(),
  longestRow: z.int().nonnegative(),
  /** Computed positions per real token, 1 being no padding at all. */
  paddingRatio: z.number().min(1),
  stepsPerEpoch: z.int().positive(),
  totalSteps: z.int().positive(),
})
/** What a run learned from, counted with the model's own tokenizer. */
export type DataReport = z.infer<typeof dataReport>
