/** A `content` member whose value is a string, as JSON spells it. */
const contents = /("content"\s*:\s*)("(?:[^"\\]|\\.)*")/g

/**
 * A raw row with another text as the content of its message `place`, every other byte as it was. Escapes as the row does: a row
 * in plain ASCII stays so. Null when the row is no JSON with that message.
 */
export function rewriteContent(raw: string, place: number, text: string): string | null {
  const before = contentsOf(raw)
  if (before === null || before[place] === undefined) return null
  const matches = [...raw.matchAll(contents)]
  const match = matches.length === before.length ? matches[place] : undefined
  if (match !== undefined) {
    const start = match.index + (match[1] ?? '').length
    const written = spelled(text, raw)
    const after = raw.slice(0, start) + written + raw.slice(start + (match[2] ?? '').length)
    if (contentsOf(after)?.[place] === text) return after
  }
  return reserialised(raw, place, text)
}

/** The texts of a row's messages; null for what is no chat row. */
function contentsOf(raw: string): readonly unknown[] | null {
  try {
    const row: unknown = JSON.parse(raw)
    const messages = isRecord(row) ? row.messages : null
    return Array.isArray(messages) ? messages.map((message: unknown) => (isRecord(message) ? message.content : undefined)) : null
  } catch {
    return null
  }
}

function reserialised(raw: string, place: number, text: string): string | null {
  try {
    const row: unknown = JSON.parse(raw)
    if (!isRecord(row) || !Array.isArray(row.messages)) return null
    const messages = row.messages.map((message: unknown, index) =>
      index === place && isRecord(message) ? { ...message, content: text } : message,
    )
    return JSON.stringify({ ...row, messages })
  } catch {
    return null
  }
}

function spelled(text: string, raw: string): string {
  const json = JSON.stringify(text)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const ascii = /^[\u0000-\u007f]*$/.test(raw) && raw.includes('\\u')
  return ascii ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
