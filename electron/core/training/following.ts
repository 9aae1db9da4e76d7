import { assertNever } from '../../shared/errors'
import type { SidecarNotification } from '../../shared/protocol'
import type { Run } from '../../shared/run'
import type { Metric } from '../../shared/training'
import { writeAtomically } from '../files/atomic'
import { appendJsonLines } from '../files/json-lines'
import type { JobParts } from '../job-parts'
import { dropFiguresBeyond } from '../runs/metrics'
import { mlxConfig } from './mlx-config'
import { readRowPlaces, withPlaces } from './run-data'
import { phaseOf, running, type Wish } from './run-state'

/** Shows what a training process says, and writes it down in the order in which it was said. */
export class Following {
  readonly #parts: Pick<JobParts, 'runs' | 'models' | 'emit'>
  readonly #run: Run
  readonly #wish: () => Wish
  readonly #unwritable = new AbortController()
  readonly #startedAt = new Date().toISOString()
  #totalSteps: number
  #written: Promise<unknown> = Promise.resolve()
  /** Figures from before the run went on: Python says again what an app that died may not have heard. */
  #known: ReadonlySet<string> = new Set()

  /** @param wish what is wanted of the run by now */
  constructor(parts: Pick<JobParts, 'runs' | 'models' | 'emit'>, run: Run, wish: () => Wish) {
    this.#parts = parts
    this.#run = run
    this.#wish = wish
    this.#totalSteps = run.data?.totalSteps ?? 0
    parts.runs.show(run.id, running('starting', run.checkpoint?.step ?? 0, this.#totalSteps, this.#startedAt))
  }

  /** Aborted where something could not be written down, with the reason. A run without its figures is not gone on with. */
  get unwritable(): AbortSignal {
    return this.#unwritable.signal
  }

  /** Takes one notification. */
  hear(notification: SidecarNotification): void {
    this.#show(notification)
    this.#written = this.#written.then(() => this.#write(notification)).catch((error: unknown) => this.#unwritable.abort(error))
  }

  /** Resolves when everything heard is written down, or could not be. */
  async settled(): Promise<void> {
    await this.#written
  }

  #show(notification: SidecarNotification): void {
    const { runs } = this.#parts
    const { id: runId } = this.#run
    if (notification.method === 'data') this.#totalSteps = notification.params.report.totalSteps
    else if (notification.method === 'resumed') {
      const { step } = notification.params
      runs.show(runId, running(phaseOf('training', this.#wish()), step, this.#totalSteps, this.#startedAt))
    } else if (notification.method === 'progress') {
      const { phase, done } = notification.params
      const { state } = runs.get(runId)
      const step = phase === 'training' ? done : state.state === 'running' ? state.step : 0
      runs.show(runId, running(phaseOf(phase, this.#wish()), step, this.#totalSteps, this.#startedAt))
    }
  }

  async #write(notification: SidecarNotification): Promise<void> {
    const { runs, models, emit } = this.#parts
    const { id, config, model } = this.#run
    const files = runs.files(id)
    switch (notification.method) {
      case 'metric': {
        const { metric } = notification.params
        if (this.#known.has(keyOf(metric))) return
        await appendJsonLines(files.metrics, [metric])
        emit({ type: 'run.metric', runId: id, metric })
        return
      }
      case 'resumed': {
        const { step } = notification.params
        this.#known = new Set((await dropFiguresBeyond(files.metrics, step)).map(keyOf))
        emit({ type: 'run.rewound', runId: id, step })
        await runs.update(id, ({ checkpoint }) => ({
          checkpoint: { step, at: checkpoint?.step === step ? checkpoint.at : new Date().toISOString() },
        }))
        return
      }
      case 'checkpoint':
        await runs.update(id, { checkpoint: { step: notification.params.step, at: new Date().toISOString() } })
        return
      case 'probe':
        await runs.update(id, { probe: notification.params.probe })
        return
      case 'note':
        await runs.note(id, notification.params.message)
        return
      case 'data': {
        const { report } = notification.params
        const paths = { model: models.path(model.ref), data: files.data, adapters: files.adapters }
        await writeAtomically(files.config, mlxConfig(config, paths, report))
        await runs.update(id, { data: withPlaces(report, await readRowPlaces(files.data)) })
        return
      }
      case 'progress':
      case 'judge':
      case 'measured':
      case 'delta':
      case 'answered':
      case 'transfer':
        return
      default:
        return assertNever(notification)
    }
  }
}

function keyOf({ split, step }: Metric): string {
  return `${split} ${step}`
}
