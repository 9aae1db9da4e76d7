import type { ParseArgsConfig } from 'node:util'
import { presets } from '../core/training/defaults'
import type { ModelRef } from '../shared/model'
import { type PresetName, presetName, type TrainingConfig, type TrainingConfigInput, trainingConfig } from '../shared/training'
import { type Invocation, number, oneOf, optional, usage } from './command'

/** Options of `train` that are settings, as `parseArgs` takes them. */
export const settingOptions = {
  'fine-tune-type': { type: 'string' },
  optimizer: { type: 'string' },
  epochs: { type: 'string' },
  iters: { type: 'string' },
  'batch-size': { type: 'string' },
  'grad-accumulation-steps': { type: 'string' },
  'grad-checkpoint': { type: 'boolean' },
  'learning-rate': { type: 'string' },
  schedule: { type: 'string' },
  'warmup-fraction': { type: 'string' },
  'clip-norm': { type: 'string' },
  rank: { type: 'string' },
  scale: { type: 'string' },
  dropout: { type: 'string' },
  'num-layers': { type: 'string' },
  keys: { type: 'string' },
  'max-seq-length': { type: 'string' },
  'train-on-prompt': { type: 'boolean' },
  'validation-fraction': { type: 'string' },
  'early-stopping-patience': { type: 'string' },
  'best-by': { type: 'string' },
  'score-rows': { type: 'string' },
  'on-divergence': { type: 'string' },
  'save-every': { type: 'string' },
  'save-seconds': { type: 'string' },
  seed: { type: 'string' },
  'report-to': { type: 'string' },
  'project-name': { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** How they are written, for the usage line. */
export const settingUsage =
  '[--epochs N | --iters N] [--batch-size N] [--grad-accumulation-steps N] [--grad-checkpoint] [--learning-rate X] [--schedule constant|cosine_decay|linear_schedule] [--warmup-fraction X] [--clip-norm X|none] [--fine-tune-type lora|dora|full] [--optimizer adam|adamw|muon|sgd|adafactor] [--rank N] [--scale X] [--dropout X] [--num-layers N] [--keys K,…] [--max-seq-length N] [--train-on-prompt] [--validation-fraction X] [--best-by loss|score] [--score-rows N] [--early-stopping-patience N] [--on-divergence stop|halve] [--save-every N] [--save-seconds X] [--seed S] [--report-to tensorboard|trackio|wandb] [--project-name P]'

/** Settings that were named on the command line, and no others. */
export type NamedSettings = Partial<Omit<TrainingConfig, 'lora_parameters'>> & {
  readonly lora_parameters?: Partial<TrainingConfig['lora_parameters']>
}

/** What the person named, checked. Throws `bad-input` for what is no setting. */
export function namedSettings(invocation: Invocation): NamedSettings {
  const given = (name: keyof typeof settingOptions) => number(invocation, name)
  const lora = defined({
    rank: given('rank'),
    scale: given('scale'),
    dropout: given('dropout'),
    keys: optional(invocation, 'keys')?.split(','),
  })
  const epochs = given('epochs')
  const iters = given('iters')
  if (epochs !== undefined && iters !== undefined) throw usage('Give either --epochs or --iters.')
  const named = {
    ...defined({
      fine_tune_type: optional(invocation, 'fine-tune-type'),
      optimizer: optional(invocation, 'optimizer'),
      epochs,
      // Epochs count for nothing beside iterations, which a file may have.
      iters: epochs === undefined ? iters : null,
      batch_size: given('batch-size'),
      grad_accumulation_steps: given('grad-accumulation-steps'),
      grad_checkpoint: invocation.options['grad-checkpoint'] === true ? true : undefined,
      learning_rate: given('learning-rate'),
      schedule: optional(invocation, 'schedule'),
      warmup_fraction: given('warmup-fraction'),
      clip_norm: optional(invocation, 'clip-norm') === 'none' ? null : given('clip-norm'),
      num_layers: given('num-layers'),
      max_seq_length: given('max-seq-length'),
      mask_prompt: invocation.options['train-on-prompt'] === true ? false : undefined,
      validation_fraction: given('validation-fraction'),
      early_stopping_patience: given('early-stopping-patience'),
      best_by: optional(invocation, 'best-by'),
      score_rows: given('score-rows'),
      on_divergence: optional(invocation, 'on-divergence'),
      save_every: given('save-every'),
      save_seconds: given('save-seconds'),
      seed: given('seed'),
      report_to: optional(invocation, 'report-to'),
      project_name: optional(invocation, 'project-name'),
    }),
    ...(Object.keys(lora).length > 0 && { lora_parameters: lora }),
  }
  // Checked on its own first, so that a wrong word ends the command before anything is opened.
  checked({ ...trainingConfig.parse({}), ...named } as TrainingConfigInput)
  return named as NamedSettings
}

/** Settings to begin with and what the person named over them. */
export function withNamed(config: TrainingConfig, named: NamedSettings): TrainingConfig {
  const idle = (['learning_rate', 'schedule', 'warmup_fraction'] as const).find((key) => named[key] !== undefined)
  if (config.lr_schedule && idle !== undefined)
    throw usage(`--${idle.replaceAll('_', '-')} does nothing beside the lr_schedule of the configuration file.`)
  return checked({ ...config, ...named, lora_parameters: { ...config.lora_parameters, ...named.lora_parameters } })
}

/** The preset that was named; undefined where none was. */
export function namedPreset(invocation: Invocation): PresetName | undefined {
  return oneOf(invocation, 'preset', presetName.options)
}

/** Settings of a preset for a model. */
export function presetFor(name: PresetName, model: ModelRef): TrainingConfig {
  return presets[name][model.kind === 'demo' ? 'demo' : 'other']
}

function checked(config: TrainingConfigInput): TrainingConfig {
  const parsed = trainingConfig.safeParse(config)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw usage(`${issue?.path.join('.')}: ${issue?.message}.`)
}

function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
