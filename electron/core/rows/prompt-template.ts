import { z } from 'zod'
import type { Message } from '../../shared/dataset'
import type { Prompt } from '../../shared/prompt'

export const promptTemplate = z.strictObject({
  /** The system turn, null for none. */
  system: z.string().nullable(),
  /** What stands before the text in the user turn. */
  before: z.string(),
})
/** How a text is put to the model. */
export type PromptTemplate = z.infer<typeof promptTemplate>

/** The two phrasings of the write-up that this app automates; the first one is the data's, the second the command line's. */
export const seedTemplate: PromptTemplate = {
  system:
    'You are an expert at coreference resolution. Your task is to resolve all pronouns and descriptive references in text by replacing them with their specific entities.',
  before: 'Please resolve all coreferences in this text: ',
}
export const plainTemplate: PromptTemplate = {
  system: null,
  before:
    'Resolve coreferences in the following text by replacing pronouns and descriptive references with their original entities. Maintain the same meaning and structure while making all references explicitly: \n ',
}

/** What the rows of a dataset have in common: the system turn most of them carry, and how all their user turns begin. */
export function inferTemplate(rows: Iterable<readonly Message[]>): PromptTemplate {
  const inference = new TemplateInference()
  for (const messages of rows) inference.add(messages)
  return inference.template()
}

/** The same, row by row. */
export class TemplateInference {
  readonly #systems = new Map<string | null, number>()
  #common: string | null = null

  add(messages: readonly Message[]): void {
    const system = messages[0]?.role === 'system' ? messages[0].content : null
    this.#systems.set(system, (this.#systems.get(system) ?? 0) + 1)
    const user = lastOf(messages, 'user') ?? ''
    this.#common = this.#common === null ? user : commonPrefix(this.#common, user)
  }

  template(): PromptTemplate {
    const [system] = [...this.#systems].reduce<[string | null, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [null, 0])
    return { system, before: instructionOf(this.#common ?? '') }
  }
}

/** The text of a user turn without its instruction: the dataset's own, or one of the two known phrasings. */
export function withoutInstruction(user: string, template: PromptTemplate): string {
  for (const before of [template.before, seedTemplate.before, plainTemplate.before]) {
    if (before !== '' && user.startsWith(before)) return user.slice(before.length)
  }
  return user
}

/** The turns that ask for a text's rewrite, after those of its examples. */
export function promptFor(
  text: string,
  { system, before, examples = [] }: PromptTemplate & Partial<Pick<Prompt, 'examples'>>,
): readonly Message[] {
  const user = (content: string): Message => ({ role: 'user', content: before + content })
  const shown = examples.flatMap(({ source, rewrite }): Message[] => [user(source), { role: 'assistant', content: rewrite }])
  const turns = [...shown, user(text)]
  return system === null ? turns : [{ role: 'system', content: system }, ...turns]
}

/** Content of the last turn of a role. */
export function lastOf(messages: readonly Message[], role: Message['role']): string | null {
  return messages.findLast((turn) => turn.role === role)?.content ?? null
}

/** An instruction ends with a colon or a line break; texts that merely begin alike share none. */
function instructionOf(common: string): string {
  for (const { before } of [seedTemplate, plainTemplate]) if (common.startsWith(before)) return before
  return /^[\s\S]*(?::\s+|\n)/.exec(common)?.[0] ?? ''
}

function commonPrefix(first: string, second: string): string {
  let length = 0
  while (length < first.length && first[length] === second[length]) length++
  return first.slice(0, length)
}
