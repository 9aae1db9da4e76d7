import { isWord, type Token } from '../alignment/tokens'
import { isAdverb, isPreposition } from './grammar'

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const makes = words(
  'make makes made making find finds found finding consider considers considered think thinks thought deem deems deemed believe believed feel felt judge judged keep kept ' +
    'render rendered leave left call called',
)
const doing = words('do does did done doing')
const stating = words(
  'know knows knew known mean means meant say says said deny denied denies regret regrets regretted admit admitted admits believe believes believed',
)
const liking = words('like likes liked love loves loved hate hates hated prefer prefers preferred appreciate appreciated')
const results = words('clear possible impossible easy easier hard harder difficult necessary to big through plain known worse useful right')

/** Whether `it` is part of an idiom, or an object that stands for a clause: `made it clear`, `did it`, `as it turned out`, `whose turn it was`. */
export function isIdiomWithIt(tokens: readonly Token[], position: number, clause: readonly Token[]): boolean {
  const [before, earlier] = [tokens[position - 1]?.folded ?? '', tokens[position - 2]?.folded ?? '']
  const [next, second] = [clause[0]?.folded ?? '', clause[1]?.folded ?? '']
  if (/^(?:whose|what|which)$/.test(earlier) && /^(?:is|was|'s|will|would)$/.test(next)) return true
  if (doing.has(before)) return true
  if (stating.has(before)) return isObject(clause)
  if (liking.has(before)) return /^(?:when|if|that|here|there)$/.test(next)
  if (makes.has(before)) {
    const predicate = clause.filter((token) => !isAdverb(token))
    // `called it a desperate move`
    return (
      results.has(next) ||
      /^(?:a|an)$/.test(next) ||
      predicate.slice(1, 6).some((token) => token.folded === 'to' || token.folded === 'that')
    )
  }
  if (before === 'as') return /^(?:happens|happened|turns|turned|were|is|was|stands|stood|did|does|seems)$/.test(next)
  if (before === 'put') return /^(?:simply|mildly|another|this|bluntly|that|differently|in)$/.test(next)
  if (before === 'to') return /^(?:see|leave|owe)$/.test(earlier) && (next === 'that' || next === '')
  if (before === 'when' || before === 'where') return /^(?:comes|came|matters|counts|hurts)$/.test(next)
  if (before === 'so') return clause.length === 0 || /^(?:happens|happened|goes|seems)$/.test(next)
  if (before === 'worth' || before === 'that') return clause.length === 0
  if (before === 'take' || before === 'call') return /^(?:that|a|from|easy)$/.test(next) || second === 'day'
  return (before === 'has' || before === 'had') && next === 'that'
}

/** `she knew it`, `said it again`; in `said it would` and `said it expects` a clause of its own follows. */
function isObject([next]: readonly Token[]): boolean {
  return (
    next === undefined || !isWord(next) || isPreposition(next) || /^(?:again|too|and|or|but|all|myself|himself|herself)$/.test(next.folded)
  )
}
