import { answererWords, isBaseAlone } from '../../electron/shared/answered-by'
import type { Store } from '../studio/store'
import type { AnswerToShow } from './BeforeAndAfter'
import { type Decided, mainOf } from './decisions'
import type { Answerer } from './resolve-slice'
import { whoAnswers } from './who-answers'

/** The answer on the desk as the person left it, to be shown elsewhere; null where there is none. */
export function answerToShow(
  { resolving }: Pick<Store, 'resolving'>,
  left: Decided,
  nameOf: (by: Answerer) => string,
): AnswerToShow | null {
  if (resolving.state !== 'done') return null
  const { text: source, rewrites, by, against, at } = resolving
  const main = mainOf(rewrites)
  if (main === null) return null
  const { answeredBy } = main
  const title = answeredBy === null ? nameOf(by) : answererWords(answeredBy, main.figures.weights?.scale ?? 1)
  const on = answeredBy === null || isBaseAlone(answeredBy) ? '' : `on ${answeredBy.model.name} · `
  return { source, rewrites, left, title, subtitle: `${on}${day(new Date(at))}`, who: whoAnswers({ by, against }, rewrites, nameOf) }
}

/** A day for people: “29 July 2026”. */
const day = (at: Date): string => at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
