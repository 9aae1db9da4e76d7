import { toFailure } from '../../shared/errors'
import type { ModelRef } from '../../shared/model'
import type { Result, SidecarNotification } from '../../shared/protocol'
import type { Run, RunState, TrainingPhase } from '../../shared/run'
import type { DataReport, TrainingConfig } from '../../shared/training'
import type { OpenDataset } from '../datasets/open-dataset'
import { writeAtomically } from '../files/atomic'
import { forPeople } from '../files/handles'
import { appendJsonLines } from '../files/json-lines'
import type { JobParts } from '../job-parts'
import { Cancellations, cancelled } from '../jobs'
import { Sidecar } from '../sidecar/sidecar'
import { mlxConfig } from './mlx-config'
import { divide, writeRunData } from './run-data'

export type TrainingRequest = {
  readonly dataset: OpenDataset
  readonly model: ModelRef
  readonly config: TrainingConfig
  readonly name: string
}

/** Starts runs and follows them to their end. */
export class Training {
  readonly #parts: JobParts
  readonly #underWay = new Cancellations()
  readonly #finished = new Map<string, Promise<Run>>()
  #closed = false

  constructor(parts: JobParts) {
    this.#parts = parts
  }

  /** Makes a run from a dataset's usable rows and queues it. Returns as soon as its folder stands. */
  async start({ dataset, model, config, name }: TrainingRequest): Promise<Run> {
    const { runs, models } = this.#parts
    if (this.#closed) throw cancelled()
    const described = await models.describe(model)
    const rows = [...dataset.usable()]
    const data = divide(rows, dataset.template, config.validation_fraction, config.seed)
    const { identity, sha256 } = dataset
    const run = await runs.create({
      name: name || `${identity.name.replace(/\.jsonl$/, '')}, ${described.name}`,
      dataset: { name: identity.name, location: forPeople(identity.path), rows: rows.length, sha256 },
      model: { ref: model, name: described.name },
      config,
      state: running('queued', 0, 0, new Date().toISOString()),
      data: null,
      usable: false,
      comparison: null,
      exports: [],
    })
    const files = runs.files(run.id)
    try {
      await writeRunData(files.data, data)
      await writeAtomically(files.prompt, `${JSON.stringify(dataset.template, null, 2)}\n`)
      if (this.#closed) throw cancelled()
    } catch (error) {
      await runs.discard(run.id)
      throw error
    }
    this.#finished.set(run.id, this.#follow(run))
    return run
  }

  /** Stops a run at its next step; it keeps what it learned. */
  stop(runId: string): void {
    const { state } = this.#parts.runs.get(runId)
    if (state.state === 'running') this.#parts.runs.show(runId, { ...state, phase: 'stopping' })
    this.#underWay.cancel(runId)
  }

  /** The run when it has ended; at once if it is not under way. */
  async ended(runId: string): Promise<Run> {
    return (await this.#finished.get(runId)) ?? this.#parts.runs.get(runId)
  }

  /** Stops everything and waits until it is written down; nothing starts any more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#underWay.close()
    await Promise.all(this.#finished.values())
  }

  async #follow(run: Run): Promise<Run> {
    const { runs, queue } = this.#parts
    const state = await this.#underWay
      .during(run.id, (signal) => queue.run(signal, () => this.#train(run, signal)))
      .catch((error: unknown) => failed(error, run.id))
    // Where the record cannot be written, the window still learns how the run ended.
    return runs
      .update(run.id, { state })
      .catch((error: unknown) => runs.show(run.id, failed(error, run.id)))
      .finally(() => this.#finished.delete(run.id))
  }

  async #train(run: Run, signal: AbortSignal): Promise<RunState> {
    const { runs, models, python } = this.#parts
    const files = runs.files(run.id)
    const startedAt = new Date().toISOString()
    let report: DataReport | null = null
    runs.show(run.id, running('starting', 0, 0, startedAt))
    const { sidecar } = await Sidecar.start({ ...python, log: files.log }, signal)
    let notes: Promise<unknown> = Promise.resolve()
    try {
      const model = models.path(run.model.ref)
      const adapters = files.adapters
      // A run whose figures cannot be written down is stopped, and says so.
      const unwritable = new AbortController()
      const onNotification = (notification: SidecarNotification) => {
        if (notification.method === 'data') report = notification.params.report
        this.#show(run.id, notification, startedAt, report?.totalSteps ?? 0, signal.aborted)
        notes = notes.then(() => this.#note(run, notification, model)).catch((error: unknown) => unwritable.abort(error))
      }
      const either = AbortSignal.any([signal, unwritable.signal])
      const result = await sidecar.request(
        'train',
        { model, data: files.data, adapters, config: run.config },
        { signal: either, onNotification },
      )
      await notes
      unwritable.signal.throwIfAborted()
      return stateOf(result, await runs.hasAdapter(run.id))
    } finally {
      await sidecar.stop()
      // What Python still said before it went is written down before the run's end is.
      await notes
    }
  }

  #show(runId: string, notification: SidecarNotification, startedAt: string, totalSteps: number, stopping: boolean): void {
    const { runs, emit } = this.#parts
    if (notification.method === 'metric') emit({ type: 'run.metric', runId, metric: notification.params.metric })
    if (notification.method !== 'progress') return
    const { phase, done } = notification.params
    const { state } = runs.get(runId)
    const step = phase === 'training' ? done : state.state === 'running' ? state.step : 0
    runs.show(runId, running(stopping ? 'stopping' : trainingPhaseOf(phase), step, totalSteps, startedAt))
  }

  async #note(run: Run, notification: SidecarNotification, model: string): Promise<void> {
    const { runs } = this.#parts
    const files = runs.files(run.id)
    if (notification.method === 'metric') await appendJsonLines(files.metrics, [notification.params.metric])
    else if (notification.method === 'checkpoint') await runs.update(run.id, {})
    else if (notification.method === 'data') {
      const { report } = notification.params
      await writeAtomically(files.config, mlxConfig(run.config, { model, data: files.data, adapters: files.adapters }, report.totalSteps))
      await runs.update(run.id, { data: report })
    }
  }
}

function running(phase: TrainingPhase, step: number, totalSteps: number, startedAt: string): RunState {
  return { state: 'running', phase, step, totalSteps, startedAt }
}

function trainingPhaseOf(phase: string): TrainingPhase {
  return phase === 'loading' || phase === 'preparing' || phase === 'validating' || phase === 'saving' ? phase : 'training'
}

function stateOf({ status, steps, bestStep, bestLoss, seconds, diverged }: Result<'train'>, usable: boolean): RunState {
  const finishedAt = new Date().toISOString()
  if (status === 'diverged') {
    const rows = diverged?.rows.map((row) => row + 1).join(', ') ?? ''
    const message = `The loss was no longer a number at step ${diverged?.step ?? steps}, on rows ${rows} of its train.jsonl. That update was not applied.`
    return { state: 'diverged', step: diverged?.step ?? steps, bestStep, message, finishedAt }
  }
  if (!usable) throw cancelled()
  return { state: status, steps, bestStep: bestStep ?? steps, bestLoss, finishedAt, seconds }
}

function failed(error: unknown, runId: string): RunState {
  const { code, message, hint, where } = toFailure(error)
  return {
    state: 'failed',
    failure: {
      code,
      message: code === 'cancelled' ? 'The run was stopped before it had learned anything.' : message,
      ...(hint !== undefined && { hint }),
      where: { ...where, runId },
    },
    finishedAt: new Date().toISOString(),
  }
}
