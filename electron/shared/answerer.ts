import { z } from 'zod'
import { identifier } from './identifier'
import { modelRef } from './model'
import { weightsName } from './run'

export const answerer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), runId: identifier, weights: weightsName.default('best') }),
  z.strictObject({ kind: z.literal('model'), model: modelRef }),
])
/** Who of this machine answers: a run's weights, or a base model. */
export type Answerer = z.infer<typeof answerer>
