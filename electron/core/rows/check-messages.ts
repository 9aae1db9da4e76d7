import type { JSONPath } from 'jsonc-parser'
import type { Message } from '../../shared/dataset'
import { checkText, type Fault } from './row-fault'

/** Longest piece of a row that a sentence quotes, in UTF-16 units. */
const maxQuoted = 40

/**
 * Everything that is wrong with the `messages` of a chat row: system first if at all, then user and assistant in turns, the
 * assistant last.
 */
export function checkMessages({ messages }: Readonly<Record<string, unknown>>): Fault[] {
  if (messages === undefined) return [{ code: 'missing-messages', message: 'The row has no “messages”.', path: [] }]
  if (!Array.isArray(messages)) return [{ code: 'missing-messages', message: '“messages” is not a list.', path: ['messages'] }]
  if (messages.length === 0) return [{ code: 'empty-messages', message: '“messages” is empty.', path: ['messages'] }]
  const faults = messages.flatMap((turn: unknown, index) => checkTurn(turn, ['messages', index]))
  return faults.length > 0 ? faults : checkOrder(messages.map((turn: { role: string }) => turn.role))
}

/** The turns of a row without faults. Only what the model is shown: other keys of a row and of its messages stay in the file. */
export function messagesOf(row: Readonly<Record<string, unknown>>): readonly Message[] {
  const { messages } = row as { messages: Message[] }
  return messages.map(({ role, content }) => ({ role, content }))
}

function checkTurn(turn: unknown, path: JSONPath): Fault[] {
  if (typeof turn !== 'object' || turn === null || Array.isArray(turn)) {
    return [{ code: 'bad-message', message: 'A message is not an object with “role” and “content”.', path }]
  }
  const faults: Fault[] = []
  const { role, content } = turn as Readonly<Record<string, unknown>>
  if (role === undefined) faults.push({ code: 'missing-role', message: 'A message has no “role”.', path })
  else if (role !== 'system' && role !== 'user' && role !== 'assistant') {
    faults.push({
      code: 'unknown-role',
      message: `The role ${quote(role)} is none of system, user, assistant.`,
      path: [...path, 'role'],
    })
  }
  if (content === undefined) faults.push({ code: 'missing-content', message: 'A message has no “content”.', path })
  else faults.push(...checkText(content, 'The content of a message', [...path, 'content'], 'bad-message'))
  return faults
}

function checkOrder(roles: readonly string[]): Fault[] {
  const start = roles[0] === 'system' ? 1 : 0
  const turns = roles.slice(start)
  if (!turns.includes('user')) return [{ code: 'no-user-turn', message: 'No message comes from the user.', path: ['messages'] }]
  const wrong = turns.findIndex((role, index) => role !== (index % 2 === 0 ? 'user' : 'assistant'))
  if (wrong !== -1) {
    const expected = wrong % 2 === 0 ? 'user' : 'assistant'
    const message = `Message ${wrong + start + 1} comes from the ${turns[wrong]}, where the ${expected} is due.`
    return [{ code: 'role-order', message, path: ['messages', wrong + start, 'role'] }]
  }
  if (turns.at(-1) !== 'assistant') {
    return [
      {
        code: 'no-answer',
        message: 'The last message is not the assistant’s, so there is no answer to learn.',
        path: ['messages', roles.length - 1, 'role'],
      },
    ]
  }
  return []
}

function quote(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text
}
