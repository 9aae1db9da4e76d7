import { homeFolder } from '../../core/home'
import { type AccessAnswer, type AccessCall, dayAndTime, presenceWords } from '../../shared/access'
import { StudioError } from '../../shared/errors'
import { counted } from '../../shared/quantities'
import { askDoor, doorOf } from '../../web/door'
import { type Invocation, usage } from '../command'
import type { ExitCode } from '../exit-code'

/** The question that the words after `serve` are; null where there are none. */
export function accessWords(words: readonly string[]): AccessCall | null {
  const [what, which, ...more] = words
  if (what === undefined) return null
  if (more.length === 0 && what === 'end' && which !== undefined) return { ask: 'end', session: endWord(which) }
  if (which === undefined && (what === 'link' || what === 'sessions')) return { ask: what }
  throw usage('After serve comes nothing, link, sessions, or end with a number or all.')
}

/** `antecedent serve link|sessions|end`: asks the host that serves this home. */
export async function askHost(call: AccessCall, { output }: Invocation): Promise<ExitCode> {
  const answer = await askDoor(doorOf(homeFolder(process.env, process.platform)), call)
  if (answer.answer === 'ended' && answer.count === 0 && call.ask === 'end' && call.session !== 'all') {
    throw new StudioError({
      code: 'not-found',
      message: `No session ${call.session} is open.`,
      hint: '“antecedent serve sessions” lists them.',
    })
  }
  output.line(lineOf(answer))
  output.say(words(answer))
  return 0
}

/** A link's whole address, and until when (ISO 8601) it can be opened. */
export function linkWords(url: string, until: string): string {
  return `${url}\nIt opens one browser, once, until ${dayAndTime(until)}. Whoever opens it has the app.`
}

function endWord(word: string): number | 'all' {
  if (word === 'all') return 'all'
  const number = Number(word)
  if (!Number.isSafeInteger(number) || number < 1) throw usage(`end takes a session’s number or all, not “${word}”.`)
  return number
}

function lineOf(answer: AccessAnswer): Readonly<Record<string, unknown>> {
  if (answer.answer === 'link') return { type: 'link', url: urlOf(answer), until: answer.until }
  if (answer.answer === 'sessions') return { type: 'sessions', sessions: answer.sessions.map(({ isOwn: _, ...session }) => session) }
  return { type: 'ended', count: answer.count }
}

function words(answer: AccessAnswer): string {
  if (answer.answer === 'link') return linkWords(urlOf(answer), answer.until)
  if (answer.answer === 'ended') return `${counted(answer.count, 'session')} ended.`
  if (answer.sessions.length === 0) return 'Nobody is signed in.'
  return answer.sessions.map((session) => `${session.number}  ${session.browser}  ${presenceWords(session)}`).join('\n')
}

function urlOf({ path, port }: Extract<AccessAnswer, { answer: 'link' }>): string {
  return `http://127.0.0.1:${port}${path}`
}
