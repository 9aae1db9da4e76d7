import { z } from 'zod'
import { identifier } from './identifier'
import { modelRef } from './model'
import { weightsName } from './run'

export const answerWeights = z.enum(['base', ...weightsName.options])
/** Which weights answered: those of a run, or the base model's own. */
export type AnswerWeights = z.infer<typeof answerWeights>

export const answeredBy = z.strictObject({
  /** The base model. */
  model: z.strictObject({ ref: modelRef, name: z.string().max(300) }),
  /** The run whose weights answered; null for a model alone. */
  run: z.strictObject({ id: identifier, name: z.string().max(300) }).nullable(),
  weights: answerWeights,
  /** Updates that made the weights, by the checkpoint that has them; null for a model alone, and where it is not known. */
  step: z.int().nonnegative().nullable(),
})
/** Who answered, as it was when it did. Which adapter that was, and at what strength, is told by the answer's figures. */
export type AnsweredBy = z.infer<typeof answeredBy>
