import { type TrainingConfig, trainingConfig } from '../../shared/training'

/**
 * What mlx-lm trains with where a configuration is silent (its `CONFIG_DEFAULTS`), and nothing of ours that it lacks: no clipping, a
 * constant rate, no early end.
 */
export const mlxLmDefaults: TrainingConfig = trainingConfig.parse({
  optimizer_config: { adam: { bias_correction: false }, adamw: { bias_correction: false }, adafactor: { relative_step: true } },
  iters: 1000,
  learning_rate: 1e-5,
  schedule: 'constant',
  warmup_fraction: 0,
  clip_norm: null,
  num_layers: 16,
  mask_prompt: false,
  steps_per_report: 10,
  steps_per_eval: 200,
  save_every: 100,
})

const always = () => true
const given = (value: unknown) => value !== false && value !== ''

/** Keys that mlx-lm knows and this app does otherwise: when a value is worth a word, and the word. */
export const explainedKeys: Readonly<Record<string, { readonly when: (value: unknown) => boolean; readonly message: string }>> = {
  train: { when: (value) => value === false, message: 'A run always trains here.' },
  test: { when: given, message: 'Held-out rows are scored by the scorecard after a run.' },
  test_batches: { when: always, message: 'The scorecard takes every held-out row.' },
  val_batches: {
    when: (value) => value !== -1,
    message: 'Every validation row is used at each validation, so that its losses can be compared.',
  },
  resume_adapter_file: {
    when: given,
    message: 'A run begins with fresh weights here; one that was interrupted is continued from its own checkpoint.',
  },
  adapter_path: { when: given, message: 'Each run keeps its adapter in a folder of its own.' },
  clear_cache_threshold: { when: (value) => value !== 0, message: 'The cache of freed buffers has its own bound here.' },
  trust_remote_code: { when: given, message: 'Code that a model brings along is never run here.' },
  config: { when: given, message: 'A configuration does not name another.' },
  hf_dataset: { when: given, message: 'Datasets of the Hugging Face Hub are not fetched here; choose a file.' },
  prompt_feature: { when: (value) => value !== 'prompt', message: 'Rows have to call it “prompt” here.' },
  completion_feature: { when: (value) => value !== 'completion', message: 'Rows have to call it “completion” here.' },
  chat_feature: { when: (value) => value !== 'messages', message: 'Rows have to call it “messages” here.' },
  text_feature: { when: (value) => value !== 'text', message: 'Rows have to call it “text” here.' },
  lora_layers: { when: always, message: 'mlx-lm calls this num_layers now and passes over the old name; so does this app.' },
}

/** Keys within others that mlx-lm passes over, by their path. */
export const idleKeys: Readonly<Record<string, string>> = {
  'lora_parameters.alpha': 'mlx-lm does nothing with alpha: scale is what counts, as it stands.',
  'lora_parameters.use_rslora': 'mlx-lm does nothing with use_rslora: scale is what counts, as it stands.',
}

/** Other names that people and other tools give to a key. */
const alsoCalled: Readonly<Record<string, string>> = {
  lr: 'learning_rate',
  epoch: 'epochs',
  num_epochs: 'epochs',
  num_train_epochs: 'epochs',
  max_steps: 'iters',
  steps: 'iters',
  per_device_train_batch_size: 'batch_size',
  gradient_accumulation_steps: 'grad_accumulation_steps',
  gradient_checkpointing: 'grad_checkpoint',
  max_length: 'max_seq_length',
  max_grad_norm: 'clip_norm',
  lora_rank: 'lora_parameters.rank',
  lora_alpha: 'lora_parameters.scale',
  lora_dropout: 'lora_parameters.dropout',
  target_modules: 'lora_parameters.keys',
  warmup_ratio: 'warmup_fraction',
  r: 'rank',
}

/** The known key that was probably meant by an unknown one; null where none is near. */
export function nearestKey(key: string, known: readonly string[]): string | null {
  const spelled = key.toLowerCase().replaceAll('-', '_')
  const other = Object.hasOwn(alsoCalled, spelled) ? alsoCalled[spelled] : undefined
  if (other !== undefined && (known.includes(other) || other.includes('.'))) return other
  const near = known
    .map((candidate) => ({ candidate, distance: distance(spelled, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .at(0)
  return near && near.distance <= Math.max(1, Math.floor(near.candidate.length / 3)) ? near.candidate : null
}

/** Letters to insert, leave out, change or swap with a neighbour, at the least, to make one word another. */
function distance(from: string, to: string): number {
  // A key of megabytes is like none.
  if (Math.abs(from.length - to.length) > to.length) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const next = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = next
  }
  return last[to.length] ?? Number.POSITIVE_INFINITY
}
