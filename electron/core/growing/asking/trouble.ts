/** What went wrong with a request, as far as the client tells: the same for both clients. */
export type Trouble =
  | { readonly was: 'answered'; readonly status: number; readonly code: string; readonly words: string; readonly wait: number | null }
  | { readonly was: 'timed-out' }
  | { readonly was: 'redirected' }
  | { readonly was: 'no-connection'; readonly code: string }
  | { readonly was: 'unreadable'; readonly words: string }

/**
 * Reads an error of either client by its shape. Both give `status`, `headers` and the body's `error`; connection errors have the
 * system's code in their causes; a body that breaks off or is no JSON throws whatever `fetch` and `JSON.parse` throw.
 * @param now milliseconds of the epoch, for a `Retry-After` that names a date
 */
export function troubleOf(error: unknown, now: number): Trouble {
  if (!(error instanceof Error)) return { was: 'unreadable', words: String(error) }
  const status = propertyOf(error, 'status')
  if (typeof status === 'number') {
    const code = [codesIn(error), codesIn(propertyOf(error, 'error'))].flat().join(' ')
    return { was: 'answered', status, code, words: error.message.replace(/^\d{3} /, ''), wait: waitOf(propertyOf(error, 'headers'), now) }
  }
  const causes = causesOf(error)
  const words = causes.map((cause) => cause.message).join(' ')
  if (/unexpected redirect/i.test(words)) return { was: 'redirected' }
  if (error.name.includes('Timeout') || causes.some((cause) => /TIMEOUT|ETIMEDOUT/.test(codeOf(cause)))) return { was: 'timed-out' }
  const code = causes.map(codeOf).find((each) => each !== '')
  if (code !== undefined || causes.some((cause) => /^(?:terminated|fetch failed|connection error)/i.test(cause.message)))
    return { was: 'no-connection', code: code ?? '' }
  return { was: 'unreadable', words: error.message }
}

/** How long the server asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date. */
function waitOf(headers: unknown, now: number): number | null {
  if (!(headers instanceof Headers)) return null
  const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '')
  if (milliseconds >= 0) return milliseconds
  const after = headers.get('retry-after') ?? ''
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(after)) return Number.parseFloat(after) * 1_000
  const date = Date.parse(after)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** An error and what caused it, down to the first five; of several at once (one a network address) the first. */
function causesOf(error: Error): readonly Error[] {
  const causes: Error[] = []
  let next: unknown = error
  while (next instanceof Error && causes.length < 5) {
    causes.push(next)
    const [first] = next instanceof AggregateError ? next.errors : []
    next = next.cause ?? first
  }
  return causes
}

function codeOf(error: Error): string {
  const code = propertyOf(error, 'code')
  return typeof code === 'string' ? code : ''
}

/** What names a failure in a body, at any of the places where servers put it. */
function codesIn(value: unknown): readonly string[] {
  const inner = propertyOf(value, 'error')
  const own = ['code', 'type'].map((name) => propertyOf(value, name)).filter((code) => typeof code === 'string')
  return inner === undefined || value instanceof Error ? own : [...own, ...codesIn(inner)]
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
