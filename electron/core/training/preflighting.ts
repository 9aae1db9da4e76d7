import type { AppEvent } from '../../shared/contract'
import type { ModelRef } from '../../shared/model'
import type { Preflight } from '../../shared/preflight'
import { runLength } from '../../shared/run-length'
import type { TrainingConfig } from '../../shared/training'
import type { OpenDataset } from '../datasets/open-dataset'
import type { ModelFacts } from '../models/model-facts'
import type { Models } from '../models/models'
import type { SidecarOptions } from '../sidecar/sidecar'
import { checkModel } from './check-model'
import { type MeasuredRows, type MeasureOptions, measureRows } from './measured-rows'
import { Measurements } from './measurements'
import type { Machine } from './memory-plan'
import { planMemory } from './memory-verdict'
import { isTrainable, tokenFigures } from './preflight-figures'
import { checkMask } from './run-data'
import { thisMachine } from './this-machine'

/** What a preflight looks at. */
export type PreflightRequest = { readonly dataset: OpenDataset; readonly model: ModelRef; readonly config: TrainingConfig }

/** What a preflight is made with. */
export type PreflightParts = {
  readonly models: Models
  readonly python: Omit<SidecarOptions, 'log'>
  readonly emit: (event: AppEvent) => void
  /** What it would be trained on; this machine by default. */
  readonly machine?: Machine
}

/** Says what a run would be, before any weights are loaded. */
export class Preflighting {
  readonly #parts: PreflightParts
  readonly #measurements = new Measurements()

  constructor(parts: PreflightParts) {
    this.#parts = parts
  }

  /**
   * Rows by the model's own tokenizer, how they are divided, what the longest batch takes and how many updates it makes. Rows are
   * measured once for a dataset's content, a model and a length; any other setting is answered at once.
   * Throws `dataset-unusable` without rows, `bad-input` for settings that do not go with them, `cancelled`.
   */
  async preflight({ dataset, model, config }: PreflightRequest, requestId: string, signal: AbortSignal): Promise<Preflight> {
    const { models } = this.#parts
    const { format } = await dataset.data.facts(signal)
    checkMask(format, config)
    const { name } = await models.describe(model)
    const folder = models.path(model)
    const facts = models.facts(model)
    checkModel(facts, config, name)
    return unlessChanged(() => this.#look(dataset, folder, facts, config, requestId, signal))
  }

  /** Counts the tokens of a dataset's rows for a model, and lets the dataset know. Throws `cancelled`, `model-invalid`. */
  async measure({ dataset, model, config }: PreflightRequest, requestId: string, signal: AbortSignal): Promise<MeasuredRows> {
    const folder = this.#parts.models.path(model)
    return unlessChanged(async () => {
      const { format, contentKey } = await dataset.data.facts(signal)
      // Plain text has no prompt that could be left out.
      const maskPrompt = config.mask_prompt && format !== 'text'
      return this.#measured(dataset, contentKey, { model: folder, maxSeqLength: config.max_seq_length, maskPrompt }, requestId, signal)
    })
  }

  async #look(
    dataset: OpenDataset,
    folder: string,
    facts: ModelFacts,
    config: TrainingConfig,
    requestId: string,
    signal: AbortSignal,
  ): Promise<Preflight> {
    const { machine = thisMachine() } = this.#parts
    const settings = { fraction: config.validation_fraction, seed: config.seed }
    const { places, parts, facts: content } = await dataset.data.divide(settings, signal)
    const options = { model: folder, maxSeqLength: config.max_seq_length, maskPrompt: config.mask_prompt }
    const measured = await this.#measured(dataset, content.contentKey, options, requestId, signal)
    const rowsOf = (part: number) => [...places.keys()].filter((row) => parts[row] === part)
    const trainable = (rows: readonly number[]) => rows.filter((row) => isTrainable(measured, row, config.max_seq_length))
    const [train, valid] = [rowsOf(0), rowsOf(1)]
    const trained = trainable(train)
    const steps = runLength(config, trained.length)
    return {
      rows: places.length,
      trainRows: train.length,
      validRows: valid.length,
      testRows: places.length - train.length - valid.length,
      ...tokenFigures(measured, [...places], config.max_seq_length, trained),
      memory: planMemory(
        facts,
        config,
        trained.map((row) => measured.tokens[row] ?? 0),
        machine,
      ),
      // Where no row is left to validate with, nothing is validated.
      steps: trainable(valid).length === 0 ? { ...steps, validations: 0 } : steps,
    }
  }

  async #measured(
    dataset: OpenDataset,
    contentKey: string,
    options: MeasureOptions,
    id: string,
    signal: AbortSignal,
  ): Promise<MeasuredRows> {
    const { python, emit } = this.#parts
    const write = async (path: string) => {
      const written = await dataset.data.write(path)
      if (written.contentKey !== contentKey) throw new ContentChanged()
    }
    const measured = await this.#measurements.of(
      JSON.stringify([contentKey, options]),
      (stopped, onProgress) => measureRows(python, write, options, { signal: stopped, onProgress }),
      {
        signal,
        // The window counts rows: what else there is to do has no share.
        onProgress: ({ phase, done, total }) =>
          emit({ type: 'job.progress', id, job: 'preflight', phase, ...(phase === 'preparing' ? { done, total } : { done: 0, total: 0 }) }),
      },
    )
    const { tokens, starts, refused } = measured
    await dataset.data.noteTokens({ contentKey, tokens, starts, refused, longest: options.maxSeqLength })
    return measured
  }
}

/** The dataset was edited while it was looked at. */
class ContentChanged extends Error {}

/** Does work anew for as long as the rows are edited meanwhile. */
async function unlessChanged<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ContentChanged)) throw error
    }
  }
}
