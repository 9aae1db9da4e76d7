import type { ModelAnswer as LocalAnswer } from '../../../shared/resolution'
import type { PromptTemplate } from '../../rows/prompt-template'
import { readRewrite } from '../asking/answer-reading'
import type { LargeModel, ModelAnswer } from '../asking/large-model'
import type { ExamplePair } from '../writing/marked-example'
import { rewritingQuestion } from '../writing/rewriting-question'

/** Whoever makes a first rewrite of a passage. */
export type Drafter = {
  /** For people. */
  readonly name: string
  /** Asks once. Throws `ModelFailure` for what may be tried again. */
  readonly draft: (passage: string, signal: AbortSignal) => Promise<ModelAnswer>
  /** The rewrite in an answer; null where there is none. */
  readonly read: (answer: string) => string | null
}

/** A large model as drafter. */
export function largeModelDrafter(model: LargeModel, examples: readonly ExamplePair[], template: PromptTemplate): Drafter {
  return {
    name: model.model,
    draft: (passage, signal) => model.ask(rewritingQuestion(passage, examples, template), signal),
    read: readRewrite,
  }
}

/** A model of this machine as drafter: it answers with the rewrite and nothing else. */
export function localDrafter(name: string, resolve: (passage: string, signal: AbortSignal) => Promise<LocalAnswer>): Drafter {
  return {
    name,
    draft: async (passage, signal) => {
      const { output, finishReason } = await resolve(passage, signal)
      return { text: output, finish: finishReason, usage: null }
    },
    read: (answer) => (answer.trim() === '' ? null : answer.trim()),
  }
}
