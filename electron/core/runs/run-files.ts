import { join } from 'node:path'

/** Where things lie in a run's folder. Absolute paths. */
export type RunFiles = {
  readonly folder: string
  readonly record: string
  readonly config: string
  readonly prompt: string
  readonly data: string
  readonly metrics: string
  readonly adapters: string
  /** The adapter with the lowest validation loss: what answers, is scored and exported. */
  readonly best: string
  readonly log: string
  readonly card: string
}

export function runFiles(runs: string, id: string): RunFiles {
  const folder = join(runs, id)
  return {
    folder,
    record: join(folder, 'run.json'),
    config: join(folder, 'config.yml'),
    prompt: join(folder, 'prompt.json'),
    data: join(folder, 'data'),
    metrics: join(folder, 'metrics.jsonl'),
    adapters: join(folder, 'adapters'),
    best: join(folder, 'adapters', 'best'),
    log: join(folder, 'log.txt'),
    card: join(folder, 'card.json'),
  }
}
