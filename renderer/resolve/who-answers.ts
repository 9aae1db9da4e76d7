import { type AnsweredBy, shortAnswererWords } from '../../electron/shared/answered-by'
import type { Rewrite } from '../../electron/shared/resolution'
import { answererKey } from './answerer-key'
import { mainOf } from './decisions'
import type { Answerer, Resolving } from './resolve-slice'

type Asked = { readonly by: Answerer | null; readonly against: Answerer | null }
type NameOf = (by: Answerer) => string
/** Who gives or gave each side's answer, in words short enough for a pane's head. */
export type Who = { readonly base: string; readonly main: string }

/** Who answers. An answer that is here says so itself: runs are renamed and removed. */
export function whoAnswers({ by, against }: Asked, rewrites: readonly Rewrite[], nameOf: NameOf): Who {
  const main = mainOf(rewrites)
  const mainName = nameIn(main?.answeredBy ?? null) ?? (by === null ? 'base model' : nameOf(by))
  if (by?.kind !== 'run') return { base: mainName, main: mainName }
  const base = rewrites.find((rewrite) => rewrite !== main && rewrite.side === 'base')
  return { base: against === null ? 'base model' : (nameIn(base?.answeredBy ?? null) ?? nameOf(against)), main: mainName }
}

/** What is not as it was when an answer was given, of the text and of who answers; null where nothing is. */
export function changedSince(resolving: Resolving, text: string, by: Answerer | null, who: Who): string | null {
  if (resolving.state !== 'done') return null
  if (resolving.text !== text) return 'the text has changed since'
  return by !== null && answererKey(resolving.by) !== answererKey(by) ? `answered by ${who.main}` : null
}

const nameIn = (answered: AnsweredBy | null): string | null => (answered === null ? null : shortAnswererWords(answered))
