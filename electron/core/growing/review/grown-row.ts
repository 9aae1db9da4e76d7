import type { Message } from '../../../shared/dataset'
import { type PromptTemplate, promptFor } from '../../rows/prompt-template'

/** A chat row, as the dataset's file holds it. */
export type GrownRow = { readonly messages: readonly Message[] }

/** A pair as a row of a dataset, asked the way the dataset asks. */
export function rowOf(source: string, rewrite: string, template: PromptTemplate): GrownRow {
  return { messages: [...promptFor(source, template), { role: 'assistant', content: rewrite }] }
}
