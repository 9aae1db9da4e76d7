import { stringify } from 'yaml'
import type { TrainingConfig } from '../../shared/training'

/**
 * The run's settings as a config.yml that `mlx_lm.lora --config` accepts, so that the run can be repeated without this app.
 * `iters` are mlx-lm's micro-steps: batches, not updates.
 * @param totalSteps updates the run makes
 */
export function mlxConfig(
  config: TrainingConfig,
  paths: { readonly model: string; readonly data: string; readonly adapters: string },
  totalSteps: number,
): string {
  const { rank, scale, dropout, keys } = config.lora_parameters
  const warmup = Math.round(totalSteps * config.warmup_fraction)
  const schedule =
    config.schedule === 'cosine_decay'
      ? { lr_schedule: { name: 'cosine_decay', warmup, arguments: [config.learning_rate, Math.max(1, totalSteps - warmup), 0] } }
      : {}
  return stringify({
    model: paths.model,
    train: true,
    data: paths.data,
    adapter_path: paths.adapters,
    fine_tune_type: config.fine_tune_type,
    optimizer: config.optimizer,
    seed: config.seed,
    num_layers: config.num_layers,
    batch_size: config.batch_size,
    iters: totalSteps * config.grad_accumulation_steps,
    val_batches: -1,
    learning_rate: config.learning_rate,
    max_seq_length: config.max_seq_length,
    grad_checkpoint: config.grad_checkpoint,
    grad_accumulation_steps: config.grad_accumulation_steps,
    mask_prompt: config.mask_prompt,
    lora_parameters: { rank, scale, dropout, ...(keys && { keys }) },
    ...schedule,
  })
}
