import { stringify } from 'yaml'
import { iterationsOf, reportInterval, validationInterval, warmupUpdates } from '../../shared/run-length'
import type { DataReport, TrainingConfig } from '../../shared/training'

/** Where a run's model, data and adapter are. Absolute paths. */
export type MlxConfigPaths = { readonly model: string; readonly data: string; readonly adapters: string }

/**
 * The run's settings as a config.yml that `mlx_lm.lora --config` accepts, so that the run can be repeated without this app. Iterations
 * are batches and its schedule counts updates, as mlx-lm has both. What mlx-lm does not know stands below a line that says so;
 * `config.read` takes it back.
 */
export function mlxConfig(
  config: TrainingConfig,
  paths: MlxConfigPaths,
  { batchesPerEpoch, totalSteps, trainRows, validRows }: Pick<DataReport, 'batchesPerEpoch' | 'totalSteps' | 'trainRows' | 'validRows'>,
): string {
  const { rank, scale, dropout, keys } = config.lora_parameters
  const size = config.grad_accumulation_steps
  const evaluation = config.steps_per_eval ?? validationInterval(config, totalSteps) * size
  const schedule = scheduleOf(config, totalSteps)
  // mlx-lm refuses a part of the data that has fewer rows than a batch.
  const batch = Math.max(1, Math.min(config.batch_size, trainRows, validRows))
  const iterations = config.iters ?? iterationsOf(totalSteps, batchesPerEpoch, size)
  const known = {
    model: paths.model,
    train: true,
    data: paths.data,
    adapter_path: paths.adapters,
    fine_tune_type: config.fine_tune_type,
    optimizer: config.optimizer,
    optimizer_config: { [config.optimizer]: config.optimizer_config[config.optimizer] },
    seed: config.seed,
    num_layers: config.num_layers,
    batch_size: batch,
    // As many rows as here pass through it.
    iters: Math.ceil((iterations * config.batch_size) / batch),
    val_batches: -1,
    learning_rate: config.learning_rate,
    steps_per_report: config.steps_per_report ?? reportInterval(config, totalSteps) * size,
    steps_per_eval: evaluation,
    save_every: config.save_every ?? evaluation,
    max_seq_length: config.max_seq_length,
    grad_checkpoint: config.grad_checkpoint,
    grad_accumulation_steps: size,
    mask_prompt: config.mask_prompt,
    ...(config.fine_tune_type !== 'full' && { lora_parameters: { rank, scale, dropout, ...(keys && { keys }) } }),
    ...(schedule && { lr_schedule: schedule }),
    // mlx-lm stops at a place to report to that it does not know.
    ...(config.report_to === 'wandb' && { report_to: config.report_to, project_name: config.project_name }),
  }
  const { clip_norm, validation_fraction, save_seconds, best_by, score_rows, early_stopping_patience, on_divergence } = config
  const ours = { clip_norm, validation_fraction, save_seconds, best_by, score_rows, early_stopping_patience, on_divergence }
  // mlx-lm reads YAML 1.1, in which more words have to be quoted.
  const write = (part: object) => stringify(part, { version: '1.1' })
  const smaller =
    batch === config.batch_size
      ? ''
      : `# batch_size was ${config.batch_size}: mlx-lm takes no batch larger than the smaller part of the data (${trainRows} and ${validRows} rows).\n`
  return `${smaller}${write(known)}# mlx-lm passes over the keys below: it neither clips gradients nor ends early.\n${write(ours)}`
}

/**
 * A schedule of ours as mlx-lm's: the rise is the same, what follows comes one update later, since mlx-lm's rise ends at its highest
 * rate twice. Null where the rate is constant from the start.
 */
function scheduleOf(config: TrainingConfig, updates: number): object | null {
  if (config.lr_schedule) return config.lr_schedule
  const { learning_rate: highest, schedule } = config
  const warmup = warmupUpdates(config, updates)
  if (schedule === 'constant' && warmup === 0) return null
  const rest = Math.max(1, updates - warmup)
  const rise = { warmup, warmup_init: highest / (warmup + 1) }
  if (schedule === 'cosine_decay') return { name: 'cosine_decay', arguments: [highest, rest, 0], ...rise }
  return { name: 'linear_schedule', arguments: [highest, schedule === 'constant' ? highest : 0, rest], ...rise }
}
