import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import type { Conversion, ConversionLoss } from '../../shared/conversion'
import { StudioError } from '../../shared/errors'
import type { PackedBits } from '../../shared/exporting'
import type { ModelInfo, ModelRef } from '../../shared/model'
import type { OpenDataset } from '../datasets/open-dataset'
import { readBaseModel } from '../exporting/base-model'
import { checkedName } from '../exporting/refusing'
import { makeFolder } from '../files/atomic'
import { makeNewFolder, refuseTaken, sweepUnfinished } from '../files/new-folder'
import type { JobQueue } from '../jobs'
import { CheckedModels } from '../models/checked-models'
import { conversionFile, conversionRecord } from '../models/conversion-record'
import type { Models } from '../models/models'
import { Sidecar, type SidecarOptions } from '../sidecar/sidecar'
import { measureLoss, type Tell } from './measure-loss'
import { type MeasuredRows, rowsOfDataset, rowsOfSample } from './measured-rows'
import { packedCard } from './packed-card'

type Parts = {
  readonly models: Models
  readonly queue: JobQueue
  readonly emit: (event: AppEvent) => void
  readonly python: Omit<SidecarOptions, 'log'>
  /** Folder of the home that packed models go into. */
  readonly folder: string
  /** The sample dataset's file in the assets. */
  readonly sample: string
  /** Gets what Python says. */
  readonly log: string
}

export type ConversionRequest = {
  readonly ref: ModelRef
  readonly bits: PackedBits
  /** What the loss is measured on; null takes the sample that comes along. */
  readonly dataset: OpenDataset | null
  /** Of the new folder; null takes the model's, with the bits behind it. */
  readonly name: string | null
}

/** A packed model, and what packing it cost. */
export type Converted = { readonly model: ModelInfo; readonly loss: ConversionLoss }

/** What a conversion is made of: the name of the model, and the absolute path at which the packed one is made. */
type Order = ConversionRequest & MeasuredRows & { readonly from: string; readonly out: string }

/** Packs models into few bits, on request, and measures what that costs the task. */
export class Converting {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Packs a model into a new folder of the home, which becomes a model: whole or not at all, nothing is written over. Progress is told as
   * `job.progress` under `id`. Throws `not-found`, `model-invalid`, `bad-input` where it is packed already or the name is none, `file-not-written`
   * where the folder is there, `dataset-unusable`, `disk-full`, `cancelled`.
   */
  async convert(request: ConversionRequest, id: string, signal: AbortSignal): Promise<Converted> {
    const { models, queue, folder, sample, emit } = this.#parts
    const { ref, bits, dataset } = request
    const from = await models.describe(ref)
    refuseUnpackable(from)
    const path = join(folder, checkedName(request.name ?? packedName(from.name, bits), 'mlx'))
    await refuseTaken(path)
    const measured = dataset === null ? await rowsOfSample(sample) : await rowsOfDataset(dataset, signal)
    const tell: Tell = (phase, done, total) => emit({ type: 'job.progress', id, job: 'convert', phase, done, total })
    return queue.run(signal, async () => {
      await makeFolder(folder)
      // The home is this process's, and one conversion runs at a time.
      await sweepUnfinished(folder)
      return makeNewFolder(
        path,
        ({ out }) => this.#make({ ...request, ...measured, from: from.name, out }, signal, tell),
        // A model that nobody can choose is none.
        async (loss) => ({ model: await models.addFolder(path), loss }),
        signal,
      )
    })
  }

  async #make(order: Order, signal: AbortSignal, tell: Tell): Promise<ConversionLoss> {
    const { models } = this.#parts
    const { ref, bits, from, out } = order
    const base = await readBaseModel(models.path(ref), ref)
    const { loss, versions } = await this.#packAndMeasure(order, signal, tell)
    const converted: Conversion = { name: shown(from), bits, loss }
    await writeFile(join(out, 'README.md'), packedCard(base, converted))
    await writeFile(join(out, conversionFile), conversionRecord(converted, { at: new Date().toISOString(), versions }))
    return loss
  }

  async #packAndMeasure({ ref, bits, out, data, rows }: Order, signal: AbortSignal, tell: Tell) {
    const { models, python, log } = this.#parts
    tell('packing', 0, 0)
    const { sidecar, facts } = await Sidecar.start({ ...python, log }, signal)
    try {
      const whole = models.path(ref)
      await sidecar.request(
        'convert',
        { model: whole, out, bits },
        {
          signal,
          onNotification: ({ method, params }) => {
            if (method === 'progress' && params.phase === 'packing') tell('packing', params.done, params.total)
          },
        },
      )
      // Like any model, it is looked through before it is loaded.
      new CheckedModels().check(out)
      const loss = await measureLoss(sidecar, { whole, packed: out }, { data: shown(data), rows }, signal, tell)
      return { loss, versions: { python: facts.python, mlx: facts.mlx, mlxLm: facts.mlxLm } }
    } finally {
      await sidecar.stop()
    }
  }
}

/** `Qwen3-0.6B-4bit` for `Qwen/Qwen3-0.6B`. */
export function packedName(name: string, bits: PackedBits): string {
  const own = name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
  return `${own || 'model'}-${bits}bit`
}

function refuseUnpackable({ name, supported, quantizedBits }: ModelInfo): void {
  if (quantizedBits !== null)
    throw new StudioError({
      code: 'bad-input',
      message: `${name} is packed into ${quantizedBits} bits already.`,
      hint: 'Choose the model that it was packed from.',
    })
  if (!supported)
    throw new StudioError({
      code: 'model-invalid',
      message: `${name} cannot be packed: mlx-lm does not know models of its kind.`,
      hint: 'Choose one that mlx-lm loads.',
    })
}

/** A name as a line can show it. */
function shown(name: string): string {
  return name.replace(/\p{C}/gu, '\uFFFD').slice(0, 300)
}
