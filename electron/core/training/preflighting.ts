import { totalmem } from 'node:os'
import type { AppEvent } from '../../shared/contract'
import type { ModelRef } from '../../shared/model'
import type { Preflight } from '../../shared/preflight'
import { runLength } from '../../shared/run-length'
import type { TrainingConfig } from '../../shared/training'
import type { OpenDataset } from '../datasets/open-dataset'
import { type ModelFacts, readModelFacts } from '../models/model-facts'
import type { Models } from '../models/models'
import type { SidecarOptions } from '../sidecar/sidecar'
import { checkModel } from './check-model'
import { ContentChanged, DatasetContent, type Division } from './dataset-content'
import { type MeasuredRows, type MeasureOptions, measureRows } from './measured-rows'
import { Measurements } from './measurements'
import type { Machine } from './memory-plan'
import { planMemory } from './memory-verdict'
import { isTrainable, tokenFigures } from './preflight-figures'
import { Recent } from './recent'
import { checkMask } from './run-data'

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
  readonly #divisions = new Recent<Division>(8)

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
    checkMask(dataset.format, config)
    const { name } = await models.describe(model)
    const folder = models.path(model)
    const facts = await readModelFacts(folder)
    checkModel(facts, config, name)
    for (;;) {
      try {
        return await this.#look(new DatasetContent(dataset), folder, facts, config, requestId, signal)
      } catch (error) {
        if (!(error instanceof ContentChanged)) throw error
      }
    }
  }

  async #look(
    content: DatasetContent,
    folder: string,
    facts: ModelFacts,
    config: TrainingConfig,
    requestId: string,
    signal: AbortSignal,
  ): Promise<Preflight> {
    const { machine = thisMachine() } = this.#parts
    const { indexes, parts } = await this.#divided(content, config)
    const options = { model: folder, maxSeqLength: config.max_seq_length, maskPrompt: config.mask_prompt }
    const measured = await this.#measured(content, options, requestId, signal)
    const trainable = (part: readonly number[]) => part.filter((place) => isTrainable(measured, place, config.max_seq_length))
    const trained = trainable(parts.train)
    const steps = runLength(config, trained.length)
    return {
      rows: indexes.length,
      trainRows: parts.train.length,
      validRows: parts.valid.length,
      testRows: parts.test.length,
      ...tokenFigures(measured, indexes, config.max_seq_length),
      memory: planMemory(
        facts,
        config,
        trained.map((place) => measured.tokens[place] ?? 0),
        machine,
      ),
      // Where no row is left to validate with, nothing is validated.
      steps: trainable(parts.valid).length === 0 ? { ...steps, validations: 0 } : steps,
    }
  }

  async #divided(content: DatasetContent, { validation_fraction, seed }: TrainingConfig): Promise<Division> {
    const key = JSON.stringify([content.key, validation_fraction, seed])
    const kept = this.#divisions.get(key)
    const division = kept ?? (await content.divided(validation_fraction, seed))
    this.#divisions.keep(key, division)
    return division
  }

  #measured(content: DatasetContent, options: MeasureOptions, id: string, signal: AbortSignal): Promise<MeasuredRows> {
    const { python, emit } = this.#parts
    return this.#measurements.of(
      JSON.stringify([content.key, options]),
      async (stopped, onProgress) => measureRows(python, await content.rows(), options, { signal: stopped, onProgress }),
      {
        signal,
        onProgress: ({ phase, done, total }) => emit({ type: 'job.progress', id, job: 'preflight', phase, done, total }),
      },
    )
  }
}

/** Memory of this machine; on a Mac mlx computes on its GPU. */
function thisMachine(): Machine {
  return { bytes: totalmem(), gpu: process.platform === 'darwin' }
}
