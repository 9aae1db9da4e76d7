import type { Message } from '../../shared/dataset'

/** The shapes of a row, as mlx-lm tells them apart: `messages`, `prompt` with `completion`, or `text` alone. */
export type RowFormat = 'chat' | 'completions' | 'text'

/** What a row teaches: a conversation that ends with an answer, or plain text. A completion is a conversation of two turns. */
export type RowContent = { readonly messages: readonly Message[] } | { readonly text: string }

/** What a row of each format holds, in words. */
export const formatWords: Readonly<Record<RowFormat, string>> = {
  chat: '“messages”',
  completions: '“prompt” and “completion”',
  text: '“text”',
}

/** Which format a parsed row has, by mlx-lm's own order of looking; null where it has none. */
export function formatOf(row: Readonly<Record<string, unknown>>): RowFormat | null {
  if ('prompt' in row && 'completion' in row) return 'completions'
  if ('messages' in row) return 'chat'
  return 'text' in row ? 'text' : null
}
