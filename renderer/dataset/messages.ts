import type { Message } from '../../electron/shared/dataset'

/** The turns of a raw row; null where it is not a list of messages with a role and a text each. */
export function messagesOf(raw: string): readonly Message[] | null {
  let row: unknown
  try {
    row = JSON.parse(raw)
  } catch {
    return null
  }
  if (typeof row !== 'object' || row === null || !('messages' in row) || !Array.isArray(row.messages)) return null
  const messages = row.messages.filter(isMessage)
  return messages.length > 0 && messages.length === row.messages.length ? messages : null
}

const roles: readonly unknown[] = ['system', 'user', 'assistant']

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'role' in value &&
    'content' in value &&
    roles.includes(value.role) &&
    typeof value.content === 'string'
  )
}
