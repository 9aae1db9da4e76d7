import { counted } from './quantities'
import type { TrainingConfig } from './training'

/** What of the model learns where no adapter does: never its embeddings, nor what stands after its last block. */
export function fullWords(layers: number): string {
  return layers === -1 ? 'all weights of its blocks' : `all weights of its last ${layers === 1 ? 'block' : `${layers} blocks`}`
}

/** Rows of an update: those of a batch, and how many batches are gathered. */
export const batchWords = ({ batch_size, grad_accumulation_steps }: TrainingConfig): string =>
  grad_accumulation_steps === 1 ? String(batch_size) : `${batch_size} × ${grad_accumulation_steps}`

/** A number of epochs, with at most two places: "1 epoch", "2.5 epochs". */
export const epochWords = (epochs: number): string => (epochs === 1 ? counted(1, 'epoch') : `${Number(epochs.toFixed(2))} epochs`)
