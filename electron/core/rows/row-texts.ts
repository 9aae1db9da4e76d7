import type { Message } from '../../shared/dataset'
import { type PromptTemplate, withoutInstruction } from './prompt-template'
import type { RowContent } from './row-format'

/** A text of a row: which turn it is, and where in that turn's text it begins. */
export type RowText = { readonly turn: number; readonly start: number; readonly text: string }

/** What a row is about: the text to resolve, and its rewrite; null where it has none. */
export type RowTexts = { readonly source: RowText | null; readonly rewrite: RowText | null }

/** The source of a row without its instruction, and its rewrite. Plain text is a source alone. */
export function textsOf(content: RowContent, template: PromptTemplate): RowTexts {
  if ('text' in content) return { source: { turn: 0, start: 0, text: content.text }, rewrite: null }
  const { messages } = content
  const turn = messages.findLastIndex(({ role }) => role === 'user')
  const answer = messages.findLastIndex(({ role }) => role === 'assistant')
  const asked = messages[turn]?.content
  const source = asked === undefined ? null : withoutInstruction(asked, template)
  return {
    source: source === null ? null : { turn, start: (asked?.length ?? 0) - source.length, text: source },
    rewrite: answer === -1 ? null : { turn: answer, start: 0, text: messages[answer]?.content ?? '' },
  }
}

/** The turns of a row; null for plain text. */
export function turnsOf(content: RowContent): readonly Message[] | null {
  return 'messages' in content ? content.messages : null
}
