import type { PromptTemplate } from '../../rows/prompt-template'
import type { AnswerShape, Question } from '../asking/large-model'
import type { PlanItem, RowPlan } from '../planning/plan-item'
import { type ExamplePair, markedExample } from './marked-example'
import { rowWords } from './row-words'

/** What all questions of a writing job have in common. */
export type WritingStyle = {
  /** Rows of the person's own, shown as they are to be written. */
  readonly examples: readonly ExamplePair[]
  /** How the small model will be asked. */
  readonly template: PromptTemplate
}

const shape: AnswerShape = {
  name: 'texts',
  description: 'The marked texts, one for each line of the plan, in its order.',
  schema: {
    type: 'object',
    properties: {
      texts: { type: 'array', items: { type: 'string' }, description: 'One marked text for each line of the plan, in its order.' },
    },
    required: ['texts'],
    additionalProperties: false,
  },
}

const rules = `You write short English texts from which a small language model learns to resolve coreferences by rewriting. You write each text once, with marks; a program derives from the marks the text as it reads, and the text with every reference replaced.

Marks:
- [[Microsoft|a]] around every name of an entity, each time it is named: the words as they stand, a bar, the entity's letter.
- {{its|a|Microsoft's}} around every third-person pronoun and every description that stands for an entity: the words as they stand, a bar, the entity's letter, a bar, and what takes their place.

Rules:
- What takes the place of a reference is the shortest name of the entity that stands in this text and could mean no other, with 's where the reference is a possessive. Nothing else of the sentence changes.
- Every entity is named in its text at least once, before or after it is referred to.
- Without marks stay: reflexives (himself, itself), relative pronouns (who, which, that), I, you and we, an “it” that stands for nothing, and everything inside quotation marks.
- No other “he”, “she”, “it”, “they” or description is left without marks.
- [ ] { } and | appear in marks only. Marks hold no marks.
- Texts are whole, natural and different from each other: other names, other openings, other facts. Invent names of people and companies; take them from many cultures.
- No titles, no markdown, no explanations.`

const ownExample = `[[Microsoft|a]] bought [[Nuance|b]]. {{The tech giant|a|Microsoft}} said {{its|a|Microsoft's}} cloud unit would use {{it|b|Nuance}}.`

/** The question for one item of the plan. The same item and style always give the same question. */
export function writingQuestion(item: PlanItem, { examples, template }: WritingStyle): Question {
  const shown = examples.map(exampleWords)
  const system = [
    rules,
    `The small model will be asked so: “${(template.system === null ? '' : `${template.system} `) + template.before.trim()}”`,
    shown.length > 0 ? `Examples of what is wanted, in substance and in tone:\n\n${shown.join('\n\n')}` : `An example:\n\n${ownExample}`,
  ].join('\n\n')
  const user = [
    item.rows.length === 1 ? 'Write one marked text:' : `Write ${item.rows.length} marked texts, one for each line:`,
    ...item.rows.map((row, index) => `${index + 1}. ${rowWords(row)}`),
    '',
    'Answer with JSON only: {"texts": ["…"]}',
  ].join('\n')
  return { system, user, shape, room: roomFor(item.rows) }
}

/** About how many characters a marked text of this plan has. */
export function expectedCharacters(row: RowPlan): number {
  return row.sentences * 130 + (row.wanted === null ? 20 : 40 + 25 * row.sentences)
}

/** Three times what is expected, and some for models that think first. */
function roomFor(rows: readonly RowPlan[]): number {
  return 2_048 + Math.ceil((3 * rows.reduce((sum, row) => sum + expectedCharacters(row), 0)) / 4)
}

function exampleWords(pair: ExamplePair): string {
  // One whose marks cannot be told is shown as what would be derived.
  return markedExample(pair) ?? `(as it reads) ${pair.source}\n(with its references replaced) ${pair.rewrite}`
}
