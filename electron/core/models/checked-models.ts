import type { Conversion } from '../../shared/conversion'
import { conversionOf } from './conversion-record'
import { factsOf, type ModelFacts } from './model-facts'
import { inspectFiles } from './safety/inspect-model'
import { listFolder } from './safety/list-folder'
import { refusal } from './safety/refusal'

/** A model folder that nothing was found against, and what it says of itself. */
export type CheckedModel = {
  /** `model_type` of its config.json. */
  readonly architecture: string
  /** Blocks that its config.json states; null where it does not. */
  readonly layers: number | null
  /** Bits that its weights are packed into; null where they are whole. */
  readonly bits: number | null
  readonly facts: ModelFacts
  /** Weights on disk, in bytes. */
  readonly bytes: number
  /** What its folder says that it was packed from here; null where it says nothing of the kind. */
  readonly convertedFrom: Conversion | null
}

type Outcome = { readonly stamp: string } & (
  | { readonly ok: true; readonly model: CheckedModel }
  | { readonly ok: false; readonly error: unknown }
)

/** Most folders that are remembered. */
const most = 512

/**
 * The safety check of model folders, remembered for as long as no file of the folder changes (size, times, inode). Looking whether it
 * still holds costs a `stat` a file. It is synchronous, so that a path can never be had unchecked.
 */
export class CheckedModels {
  readonly #outcomes = new Map<string, Outcome>()

  /** What a folder holds. Throws `model-invalid` with the file that is refused, and why. */
  check(folder: string): CheckedModel {
    const listing = listFolder(folder)
    if (!listing.ok) throw refusal(folder, listing.fault)
    const known = this.#outcomes.get(folder)
    const outcome = known?.stamp === listing.stamp ? known : { stamp: listing.stamp, ...look(() => inspect(folder, listing.files)) }
    this.#outcomes.delete(folder)
    this.#outcomes.set(folder, outcome)
    if (this.#outcomes.size > most) this.#outcomes.delete(this.#outcomes.keys().next().value ?? '')
    if (!outcome.ok) throw outcome.error
    return outcome.model
  }
}

function inspect(folder: string, files: Parameters<typeof inspectFiles>[1]): CheckedModel {
  const { config, tensors, bytes } = inspectFiles(folder, files)
  const { architecture, numbers, packing } = config
  const layers = numbers.num_hidden_layers ?? null
  return {
    architecture,
    layers,
    bits: packing?.bits ?? null,
    bytes,
    facts: factsOf(tensors, numbers, packing),
    convertedFrom: conversionOf(files),
  }
}

function look(work: () => CheckedModel): { ok: true; model: CheckedModel } | { ok: false; error: unknown } {
  try {
    return { ok: true, model: work() }
  } catch (error) {
    return { ok: false, error }
  }
}
