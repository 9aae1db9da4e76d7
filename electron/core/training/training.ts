import { toFailure } from '../../shared/errors'
import type { ModelRef } from '../../shared/model'
import type { Run, RunState } from '../../shared/run'
import type { TrainingConfig } from '../../shared/training'
import type { OpenDataset } from '../datasets/open-dataset'
import { writeAtomically } from '../files/atomic'
import { forPeople } from '../files/handles'
import type { JobParts } from '../job-parts'
import { Cancellations, cancelled } from '../jobs'
import { newestCheckpoint } from '../runs/checkpoints'
import { defaultName } from '../runs/default-name'
import { type Interruption, withInterruption } from '../runs/interruptions'
import type { RunDraft } from '../runs/runs'
import type { KeptSettings } from '../settings'
import { readHostfile } from '../sidecar/hostfile'
import { attemptTraining, endingOf } from './attempt'
import { configToContinue, type FreeSettings, mayContinue, refusalToContinue } from './continuing'
import { checkMask, writeRunData } from './run-data'
import { type Ending, running, stateAfterError, type Wish, wishedPhase } from './run-state'

export type TrainingRequest = {
  readonly dataset: OpenDataset
  readonly model: ModelRef
  readonly config: TrainingConfig
  readonly name: string
  /** Goes on by itself after an interruption. */
  readonly continueAutomatically?: boolean
  /** Path of a hostfile; none trains on this machine alone. */
  readonly workers?: string | null
}

/** Starts runs and follows them to their end. */
export class Training {
  readonly #parts: JobParts
  readonly #settings: Pick<KeptSettings, 'refuseOffline'>
  readonly #underWay = new Cancellations()
  readonly #finished = new Map<string, Promise<Run>>()
  readonly #wishes = new Map<string, NonNullable<Wish>>()
  #closed = false

  constructor(parts: JobParts, settings: Pick<KeptSettings, 'refuseOffline'>) {
    this.#parts = parts
    this.#settings = settings
  }

  /** Makes a run from a dataset's usable rows and queues it. Returns as soon as its folder stands. */
  async start({ dataset, model, config, name, continueAutomatically = false, workers = null }: TrainingRequest): Promise<Run> {
    const { runs, models } = this.#parts
    if (this.#closed) throw cancelled()
    this.#refuseReporting(config)
    const described = await models.describe(model)
    const hosts = workers === null ? null : await readHostfile(workers)
    const { identity } = dataset
    const { format, template, sha256, rows, usableRows } = await dataset.data.facts()
    checkMask(format, config)
    const settings = { fraction: config.validation_fraction, seed: config.seed }
    const taken = runs.list().map((run) => run.name)
    const draft: RunDraft = {
      name: name || defaultName(identity.name, taken),
      dataset: { name: identity.name, location: forPeople(identity.path), rows: usableRows, unusableRows: rows - usableRows, sha256 },
      model: { ref: model, name: described.name },
      config,
      state: running('queued', 0, 0, new Date().toISOString()),
      data: null,
      usable: false,
      comparison: null,
      checkpoint: null,
      probe: null,
      notes: [],
      continueAutomatically,
      interruptions: [],
      workers: hosts?.length ?? 1,
      exports: [],
    }
    const run = await runs.create(draft, async (files) => {
      await writeRunData(files.data, dataset, settings)
      await writeAtomically(files.prompt, `${JSON.stringify(template, null, 2)}\n`)
      if (hosts) await writeAtomically(files.hosts, `${JSON.stringify(hosts, null, 2)}\n`)
      if (this.#closed) throw cancelled()
    })
    if (this.#closed) {
      await runs.discard(run.id)
      throw cancelled()
    }
    this.#begin(run.id, false)
    return run
  }

  /** Goes on from the newest checkpoint as if the run had never ended. Throws where that cannot be, in words. */
  continue(runId: string, settings: FreeSettings = {}): Promise<Run> {
    return this.#goOn(runId, settings, [])
  }

  async #goOn(runId: string, settings: FreeSettings, interruptions: readonly Interruption[]): Promise<Run> {
    if (this.#closed) throw cancelled()
    const { runs, models } = this.#parts
    const checkpoint = await newestCheckpoint(runs.files(runId).checkpoints)
    const before = runs.get(runId)
    const refusal = refusalToContinue(before)
    if (refusal) throw refusal
    models.path(before.model.ref)
    this.#refuseReporting(before.config)
    const { config, note } = configToContinue({ state: before.state, config: { ...before.config, ...settings } })
    const state = running('queued', checkpoint?.step ?? 0, before.data?.totalSteps ?? 0, new Date().toISOString())
    // Shown at once, so that a second wish to continue finds it running.
    runs.show(runId, state)
    try {
      if (note) await runs.note(runId, note)
      // What is scored may not be what it learns from here on.
      const run = await runs.update(runId, { state, checkpoint, config, comparison: null, interruptions })
      if (this.#closed) {
        const { state, config, comparison, interruptions } = before
        await runs.update(runId, { state, config, comparison, interruptions })
        throw cancelled()
      }
      this.#begin(runId, true)
      return run
    } catch (error) {
      runs.show(runId, before.state)
      throw error
    }
  }

  /** Continues the runs that were interrupted and asked to go on by themselves. Never rejects: why one did not is noted in it. */
  async continueInterrupted(): Promise<void> {
    const { runs } = this.#parts
    for (const { id, state, continueAutomatically, interruptions } of runs.list().reverse()) {
      if (state.state !== 'interrupted' || !continueAutomatically) continue
      const policy = mayContinue(interruptions, Date.now())
      const reason = policy.may ? await this.#goOn(id, {}, interruptions).then(() => null, toReason) : policy.reason
      if (reason !== null) await runs.note(id, reason).catch(() => undefined)
    }
  }

  /** Curves that go to a service elsewhere do not go offline. */
  #refuseReporting({ report_to }: TrainingConfig): void {
    if (report_to === 'wandb') this.#settings.refuseOffline()
  }

  /** Stops a run at its next step; it keeps what it learned. */
  stop(runId: string): void {
    this.#want(runId, 'stop')
  }

  /** Puts a run aside at its next step, to be continued. */
  pause(runId: string): void {
    this.#want(runId, 'pause')
  }

  /** The run when it has ended; at once if it is not under way. */
  async ended(runId: string): Promise<Run> {
    return (await this.#finished.get(runId)) ?? this.#parts.runs.get(runId)
  }

  /** Pauses everything and waits until it is written down; nothing starts any more. */
  async close(): Promise<void> {
    this.#closed = true
    for (const id of this.#finished.keys()) this.#want(id, 'pause')
    await this.#underWay.close()
    await Promise.all(this.#finished.values())
  }

  /** The first wish stays: a run that is being stopped is not paused by the app that closes meanwhile. */
  #want(runId: string, wish: NonNullable<Wish>): void {
    const { state } = this.#parts.runs.get(runId)
    if (!this.#finished.has(runId)) return
    const first = this.#wishes.get(runId) ?? wish
    this.#wishes.set(runId, first)
    if (state.state === 'running') this.#parts.runs.show(runId, { ...state, phase: wishedPhase(first) })
    this.#underWay.cancel(runId)
  }

  #begin(runId: string, resume: boolean): void {
    const ended = this.#follow(runId, resume).finally(() => {
      this.#finished.delete(runId)
      this.#wishes.delete(runId)
    })
    this.#finished.set(runId, ended)
  }

  /** Follows a run through as many processes as it takes. */
  async #follow(runId: string, resume: boolean): Promise<Run> {
    const { runs } = this.#parts
    const state = await this.#attempt(runId, resume)
    const ending = await endingOf(runs, runId, null)
    const { checkpoint } = ending
    const interruptions = historyOf(runs.get(runId), state, ending)
    const next = await this.#next(runId, state, interruptions)
    if (next !== null) {
      await runs.update(runId, { checkpoint, interruptions }).catch(() => undefined)
      await runs.note(runId, next).catch(() => undefined)
      return this.#follow(runId, true)
    }
    // Where the record cannot be written, the window still learns how the run ended.
    return runs
      .update(runId, { state, checkpoint, interruptions })
      .catch((error: unknown) => runs.show(runId, stateAfterError(error, runId, ending)))
  }

  /** What to note when the run goes on by itself; null where it ends here. */
  async #next(runId: string, state: RunState, history: readonly Interruption[]): Promise<string | null> {
    const { runs } = this.#parts
    const { continueAutomatically } = runs.get(runId)
    if (state.state !== 'interrupted' || !continueAutomatically || this.#closed || this.#wishes.has(runId)) return null
    const policy = mayContinue(history, Date.now())
    if (policy.may) return `Interrupted at step ${state.step} and gone on with. ${state.failure?.message ?? ''}`.trim()
    await runs.note(runId, policy.reason).catch(() => undefined)
    return null
  }

  /** One process, from the queue to its end. Never rejects: what went wrong is how the run ended. */
  async #attempt(runId: string, resume: boolean): Promise<RunState> {
    const { runs, queue } = this.#parts
    const wish = () => this.#wishes.get(runId) ?? null
    try {
      // What was wished between two processes found nothing to cancel.
      if (wish() !== null) throw cancelled()
      return await this.#underWay.during(runId, (signal) =>
        queue.run(signal, () => attemptTraining(this.#parts, { run: runs.get(runId), resume, wish, signal })),
      )
    } catch (error) {
      return stateAfterError(error, runId, await endingOf(runs, runId, wish()))
    }
  }
}

/** A run's interruptions where it has ended so. */
function historyOf({ interruptions }: Run, state: RunState, { at, checkpoint }: Ending): Run['interruptions'] {
  if (state.state !== 'interrupted') return interruptions
  return withInterruption(interruptions, { at, code: state.failure?.code ?? null, step: checkpoint?.step ?? 0 })
}

function toReason(error: unknown): string {
  return `It could not go on by itself: ${toFailure(error).message}`
}
