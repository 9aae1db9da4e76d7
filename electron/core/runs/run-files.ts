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
  /** The best adapter by the run's own measure: what answers, is scored and exported unless another is asked for. */
  readonly best: string
  /** The adapter of the newest checkpoint. */
  readonly last: string
  /** What the run can be continued from, a folder a checkpoint. Python alone writes and reads them. */
  readonly checkpoints: string
  /** Hostfile of a run that several machines train; there only for such a run. */
  readonly hosts: string
  /** The rows the best weights find hardest; there once they were measured. */
  readonly hardest: string
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
    last: join(folder, 'adapters', 'last'),
    checkpoints: join(folder, 'checkpoints'),
    hosts: join(folder, 'hosts.json'),
    hardest: join(folder, 'hardest.json'),
    log: join(folder, 'log.txt'),
    card: join(folder, 'card.json'),
  }
}
