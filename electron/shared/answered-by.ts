import { z } from 'zod'
import { identifier } from './identifier'
import { modelRef } from './model'
import { count } from './quantities'
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

/** Whether nothing of a run's was in the answer: a model alone, or the base model beside a run. */
export function isBaseAlone({ run, weights }: AnsweredBy): boolean {
  return run === null || weights === 'base'
}

/** A run and which of its weights, as short as a pane's head needs it: “quick study, best”. */
export const runWithWeights = (run: string, weights: string): string => `${run}, ${weights}`

/** Who answered, as short: “quick study, best”; the base model by its name. */
export const shortAnswererWords = (who: AnsweredBy): string =>
  who.run === null || isBaseAlone(who) ? who.model.name : runWithWeights(who.run.name, who.weights)

/**
 * Who answered, in words: “quick study, best checkpoint, step 60, 50 % strength”; the base model by its name.
 * @param scale of the adapter's own strength, 1 for all of it
 */
export function answererWords(who: AnsweredBy, scale: number): string {
  const { run, model, weights, step } = who
  if (run === null || isBaseAlone(who)) return model.name
  return [
    run.name,
    `${weights} checkpoint`,
    ...(step === null ? [] : [`step ${count(step)}`]),
    ...(scale === 1 ? [] : [`${Math.round(100 * scale)} % strength`]),
  ].join(', ')
}
