import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { type HardestRows, type HardRow, hardestRows } from '../../shared/hardest'
import type { Result } from '../../shared/protocol'
import type { Run } from '../../shared/run'
import type { Metric } from '../../shared/training'
import { writeAtomically } from '../files/atomic'
import type { JobParts } from '../job-parts'
import { notLearned } from '../resolving/resolving'
import { Sidecar } from '../sidecar/sidecar'
import { type RowPlaces, rowPlaces } from './run-data'

/** Rows of each part that are told of. */
const toldRows = 50
const parts = ['train', 'valid'] as const
/** Where a run's report says how many usable rows a part has. */
const rowsOf = { train: 'trainRows', valid: 'validRows' } as const

/** Finds the rows of a run that its best weights find hardest. */
export class Hardest {
  readonly #parts: JobParts

  constructor(parts: JobParts) {
    this.#parts = parts
  }

  /**
   * The rows with the highest loss, of training and validation. Measured once for the weights that are best and kept with the run;
   * progress is told as `job.progress` under the run's id. Throws `adapter-missing` where nothing was learned yet.
   */
  async measure(runId: string, signal: AbortSignal): Promise<HardestRows> {
    const { runs, queue, emit } = this.#parts
    const before = await this.#current(runId)
    if (before) return before
    emit({ type: 'job.progress', id: runId, job: 'hardest', phase: 'queued', done: 0, total: 0 })
    return queue.run(signal, async () => {
      // Its turn may come after more training.
      const again = await this.#current(runId)
      if (again) return again
      const run = runs.get(runId)
      if (!run.usable) throw notLearned(run.name)
      const found = await this.#inspect(run, bestStepOf(run, await runs.metrics(runId)), signal)
      await writeAtomically(runs.files(runId).hardest, `${JSON.stringify(found)}\n`)
      return found
    })
  }

  /** What was measured last, with the step of the weights that it was measured with; null where nothing was. */
  measured(runId: string): Promise<HardestRows | null> {
    const { runs } = this.#parts
    return readJson(runs.files(runs.get(runId).id).hardest, hardestRows)
  }

  /** What was measured before, if it was with the weights that are best now. */
  async #current(runId: string): Promise<HardestRows | null> {
    const { runs } = this.#parts
    const measured = await this.measured(runId)
    return measured?.step === bestStepOf(runs.get(runId), await runs.metrics(runId)) ? measured : null
  }

  async #inspect(run: Run, step: number, signal: AbortSignal): Promise<HardestRows> {
    const { runs, models, emit, python } = this.#parts
    const files = runs.files(run.id)
    const places = await readJson(join(files.data, 'rows.json'), rowPlaces)
    const { sidecar } = await Sidecar.start({ ...python, log: files.log }, signal)
    const found: HardRow[] = []
    let measured = 0
    try {
      for (const split of parts) {
        if (run.data?.[rowsOf[split]] === 0) continue
        const before = measured
        const ahead = split === 'train' ? (run.data?.validRows ?? 0) : 0
        const result = await sidecar.request(
          'inspect',
          {
            model: models.path(run.model.ref),
            adapter: { path: files.best, enabled: true },
            data: join(files.data, `${split}.jsonl`),
            maxSeqLength: run.config.max_seq_length,
            maskPrompt: run.config.mask_prompt,
            batchSize: run.config.batch_size,
            top: toldRows,
          },
          {
            signal,
            onNotification: (notification) => {
              if (notification.method !== 'progress') return
              const { phase, done, total } = notification.params
              if (phase !== 'inspecting') emit({ type: 'job.progress', id: run.id, job: 'hardest', phase, done: 0, total: 0 })
              else emit({ type: 'job.progress', id: run.id, job: 'hardest', phase, done: before + done, total: before + total + ahead })
            },
          },
        )
        measured += result.measured
        found.push(...result.rows.map((row) => hardRowOf(row, split, places)))
      }
    } finally {
      await sidecar.stop()
    }
    return { at: new Date().toISOString(), step, measured, rows: found.sort(harderFirst) }
  }
}

/** Orders rows by how hard they are; those whose loss is no finite number come before all others. */
export function harderFirst(a: Pick<HardRow, 'loss'>, b: Pick<HardRow, 'loss'>): number {
  if (a.loss === null || b.loss === null) return Number(b.loss === null) - Number(a.loss === null)
  return b.loss - a.loss
}

/** The step whose weights are a run's best. */
export function bestStepOf({ state }: Run, metrics: readonly Metric[]): number {
  if ('bestStep' in state && state.bestStep !== null) return state.bestStep
  const best = metrics.findLast((point) => point.split === 'valid' && point.best)
  return best?.step ?? metrics.at(-1)?.step ?? 0
}

function hardRowOf(
  { row, loss, tokens }: Result<'inspect'>['rows'][number],
  split: (typeof parts)[number],
  places: RowPlaces | null,
): HardRow {
  return { split, row: places?.[split][row] ?? null, loss, tokens }
}

async function readJson<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T> | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
