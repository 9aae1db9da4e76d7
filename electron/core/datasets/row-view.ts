import type { Message, RowView } from '../../shared/dataset'
import type { CheckedRow } from './check-row'
import { hasError } from './problem-tally'
import { lastOf, type PromptTemplate, withoutInstruction } from './prompt-template'
import type { RowContent } from './row-format'

/** Longest source or rewrite a list shows, in UTF-16 units. */
const previewLength = 2000

/** A checked row as a list shows it. `index` from 0. */
export function rowView({ content, problems }: CheckedRow, index: number, edited: boolean, template: PromptTemplate): RowView {
  const messages = content && turnsOf(content)
  const text = content && 'text' in content ? content.text : messages && lastOf(messages, 'user')
  return {
    index,
    line: index + 1,
    usable: !hasError(problems),
    edited,
    source: text === null ? null : withoutInstruction(text, template).slice(0, previewLength),
    rewrite: messages && (lastOf(messages, 'assistant')?.slice(0, previewLength) ?? null),
    problems,
  }
}

/** The turns of a row; null for plain text. */
export function turnsOf(content: RowContent): readonly Message[] | null {
  return 'messages' in content ? content.messages : null
}
