import type { TrainingConfig } from './training'

/** The settings that had a say in a run, under their keys, written as the configuration has them. */
export function settingsOf(config: TrainingConfig): ReadonlyMap<string, string> {
  const { optimizer_config, lora_parameters, ...rest } = config
  const overruled = new Set<string>([
    ...(config.iters === null ? ['iters'] : ['epochs']),
    ...(config.lr_schedule === null ? ['lr_schedule'] : ['learning_rate', 'schedule', 'warmup_fraction']),
    ...(config.best_by === 'loss' ? ['score_rows'] : []),
  ])
  const nested = [
    ...Object.entries(optimizer_config[config.optimizer]).map(([key, value]) => [`optimizer_config.${key}`, value] as const),
    ...(config.fine_tune_type === 'full'
      ? []
      : Object.entries(lora_parameters).map(([key, value]) => [`lora_parameters.${key}`, value] as const)),
  ]
  const all = [...Object.entries(rest).filter(([key]) => !overruled.has(key)), ...nested]
  return new Map(all.map(([key, value]) => [key, written(value)]))
}

function written(value: unknown): string {
  if (typeof value === 'number') return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e-0', 'e-') : String(value)
  if (value === null) return 'none'
  return typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? 'yes' : 'no') : JSON.stringify(value)
}
