import { type PromptTemplate, promptFor } from '../../rows/prompt-template'
import type { AnswerShape, Question } from '../asking/large-model'
import type { ExamplePair } from './marked-example'

const shape: AnswerShape = {
  name: 'rewrite',
  description: 'The text with its references replaced.',
  schema: {
    type: 'object',
    properties: { rewrite: { type: 'string', description: 'The whole text, rewritten.' } },
    required: ['rewrite'],
    additionalProperties: false,
  },
}

const rules = `Rewrite a text so that nothing in it has to be resolved: replace every third-person pronoun and every description that stands for something named in the text by the shortest name, as it stands in the text, that could mean nothing else there; with 's where the reference is a possessive. Change nothing else: no word, no punctuation mark, no spelling.
Leave as they are: reflexives (himself, itself), relative pronouns (who, which, that), I, you and we, an “it” that stands for nothing, references to what the text does not name, and everything inside quotation marks. A text with nothing to resolve is repeated as it is.`

/** The question for the rewrite of a source, and of nothing but the source: for drafts, and for a second reading. */
export function rewritingQuestion(source: string, examples: readonly ExamplePair[], template: PromptTemplate): Question {
  const shown = examples.map((pair) => `Text: ${pair.source}\nRewritten: ${pair.rewrite}`)
  const system = [rules, ...(shown.length > 0 ? [`Examples:\n\n${shown.join('\n\n')}`] : [])].join('\n\n')
  const asked = promptFor(source, { system: null, before: template.before })[0]?.content ?? source
  return { system, user: `${asked}\n\nAnswer with JSON only: {"rewrite": "…"}`, shape, room: 1_024 + Math.ceil(source.length) }
}
