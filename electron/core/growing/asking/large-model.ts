import { z } from 'zod'

/** What an answer has to look like: the fields that are wanted, as JSON Schema. */
export type AnswerShape = {
  /** Letters only: it names the format and the tool. */
  readonly name: string
  readonly description: string
  readonly schema: {
    readonly type: 'object'
    readonly properties: Readonly<Record<string, unknown>>
    readonly required: readonly string[]
    readonly additionalProperties: false
  }
}

/** One question to a large model. */
export type Question = {
  readonly system: string
  readonly user: string
  readonly shape: AnswerShape
  /** Most tokens that the answer may have. */
  readonly room: number
}

export const modelAnswer = z.strictObject({
  /** JSON of the wanted shape where the server held to it, else whatever was written. Without the key, should a server echo it. */
  text: z.string(),
  /** length: the answer ended where its room did. refused: the model would not answer. */
  finish: z.enum(['stop', 'length', 'refused']),
  /** Tokens as the server counts them; null where it does not. */
  usage: z.strictObject({ input: z.int().nonnegative(), output: z.int().nonnegative() }).nullable(),
})
/** What came back, and was paid for. */
export type ModelAnswer = z.infer<typeof modelAnswer>

/** A model behind an address. */
export type LargeModel = {
  readonly model: string
  /** Where it is, for people. */
  readonly host: string
  /** Asks once, without trying again. Throws `ModelFailure`, or `cancelled` when the signal is. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<ModelAnswer>
}

/** How a model is reached, besides its provider. */
export type ModelOptions = {
  readonly key: string | null
  /** Until the whole answer is there. */
  readonly timeoutMilliseconds: number
  /** Told once of each thing that the server does not know and that is done without. */
  readonly onNote: (message: string) => void
  readonly now: () => number
}
