import { z } from 'zod'
import { type Message, message } from '../../shared/dataset'
import { parsedOrNull } from '../files/parsed-or-null'
import { type PromptTemplate, withoutInstruction } from './prompt-template'
import type { RowContent, RowFormat } from './row-format'

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

/** The turns of a row that nothing can be learned from yet, while it is being written: texts may be empty. Null where they are no texts. */
export function turnsInWriting(raw: string, format: RowFormat): readonly Message[] | null {
  const row = inWriting[format].safeParse(parsedOrNull(raw))
  if (!row.success) return null
  if ('messages' in row.data) return row.data.messages
  if ('text' in row.data) return [{ role: 'user', content: row.data.text }]
  return [
    { role: 'user', content: row.data.prompt },
    { role: 'assistant', content: row.data.completion },
  ]
}

const inWriting = {
  chat: z.object({ messages: z.array(z.object(message.shape)).min(1) }),
  completions: z.object({ prompt: z.string(), completion: z.string() }),
  text: z.object({ text: z.string() }),
} as const

/** The turns of a row; null for plain text. */
export function turnsOf(content: RowContent): readonly Message[] | null {
  return 'messages' in content ? content.messages : null
}
