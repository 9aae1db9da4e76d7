import { isArticle, isName } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { agreementOfPronoun } from './agreement'
import { isEmptyPredicate, isExtraposed, isTime, isWeather } from './empty-predicates'
import { isAdverb, isAuxiliary, isBe } from './grammar'
import { isIdiomWithIt } from './idioms-with-it'

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const seems = words(
  'seem seems seemed appear appears appeared look looks looked feel feels felt sound sounds sounded turn turns turned happen happens happened follow follows followed emerged transpired',
)
const takes = words('take takes took taken taking')
const idle = words('depend depends depended matter matters mattered hurts pays helps helped suffices works worked goes stands')
const grows = words(
  'get gets got gotten getting grow grows grew grown growing become becomes became stay stays stayed keep keeps kept turn turns turned',
)
const measures = words(
  'a an one two three four five six seven eight nine ten twenty some several many more less only almost about nearly most all years months weeks days hours minutes long ' +
    'time courage effort guts practice patience skill work another over just at',
)

const longestClause = 16

/**
 * Whether the `it` at a position stands for nothing that has a name: weather and time, a clause that follows (`it is clear that`, `it takes two
 * hours to`, `made it hard to`), a cleft (`it was Ana who`), an idiom, or what was just said (`it was fun`, `did it`). Where that is open it counts as such.
 */
export function standsForNothing(tokens: readonly Token[], position: number): boolean {
  const pronoun = tokens[position]
  if (pronoun?.folded !== 'it') return false
  const clause = restOfClause(tokens, position + 1)
  const before = tokens[position - 1]
  if (before !== undefined && isIdiomWithIt(tokens, position, clause)) return true
  // `Is it true that …`
  const inverted = before !== undefined && !pronoun.startsSentence && (isBe(before) || /^(?:isn|wasn)$/.test(before.folded))
  if (inverted && isEmptyPredicate(withoutAdverbs(clause))) return true
  const rest = withoutVerbGroup(clause)
  // `if it does not`: what it does was said before.
  if (rest.length === 0 && clause.length > 0) return true
  return isEmptyVerb(rest) || (clause.slice(0, clause.length - rest.length).some(isBe) && isEmptyPredicate(rest))
}

function restOfClause(tokens: readonly Token[], from: number): readonly Token[] {
  let to = from
  while (to < tokens.length && to - from < longestClause) {
    const token = tokens[to]
    if (token === undefined || /^[.!?;:()\u2013\u2014"]$/.test(token.key) || (to > from && token.startsSentence)) break
    to++
  }
  return tokens.slice(from, to)
}

function withoutAdverbs(clause: readonly Token[]): readonly Token[] {
  const first = clause.findIndex((token) => !isAdverb(token) && token.folded !== 'not' && token.folded !== "n't")
  return first < 0 ? [] : clause.slice(first)
}

/** Without auxiliaries, `be` and adverbs at its beginning. */
function withoutVerbGroup(clause: readonly Token[]): readonly Token[] {
  const first = clause.findIndex((token) => !isAdverb(token) && !isAuxiliary(token) && !isBe(token))
  return first < 0 ? [] : clause.slice(first)
}

/** Whether a clause without its auxiliaries has a verb whose `it` is empty: `rains`, `seems that`, `takes hours to`, `got late`. */
function isEmptyVerb(rest: readonly Token[]): boolean {
  const [verb, next] = rest.map((token) => token.folded)
  if (verb === undefined) return false
  const following = rest.slice(1)
  if (isWeather(verb) || idle.has(verb)) return true
  if (seems.has(verb)) return isEmptySeeming(verb, following)
  if (takes.has(verb)) {
    const object = following.slice(0, 11).map((token) => token.folded)
    return object.some(isTime) || (object.slice(0, 5).some((word) => measures.has(word) || /^\d/.test(word)) && object.includes('to'))
  }
  if (/^(?:costs?|requires?|required)$/.test(verb)) return following.slice(0, 11).some((token) => token.folded === 'to')
  if (grows.has(verb)) {
    const predicate = withoutAdverbs(following)
    return isTime(predicate[0]?.folded ?? '') || isExtraposed(predicate)
  }
  if (/^remain(?:s|ed)?$/.test(verb)) return isExtraposed(withoutAdverbs(following))
  // `it occurred to her`, `it makes sense`, `it came to light`, `it goes without saying`
  if (/^(?:occurred|dawned|struck|strikes)$/.test(verb)) return /^(?:to|on|me|him|her|us|them)$/.test(next ?? '')
  return /^(?:makes? sense|made sense|makes? no|made no|comes? down|came down|comes? as|came as|comes? to light|came to light|serves? (?:him|her|them|me|us|you)|boils down)\b/.test(
    rest.map((token) => token.folded).join(' '),
  )
}

function isEmptySeeming(verb: string, following: readonly Token[]): boolean {
  const [next, third] = following
  if (next === undefined) return /^(?:seem|appear|happen|turn)/.test(verb)
  if (/^(?:follow|emerge|transpire)/.test(verb)) return following.slice(0, 8).some((token) => token.folded === 'that')
  if (next.folded === 'to') return /^(?:me|us|you|him|her|them)$/.test(third?.folded ?? '')
  if (next.folded === 'out') return third?.folded !== 'a'
  return /^(?:that|like|as|,|clear|likely|unlikely|obvious|possible|unclear|there)$/.test(next.folded) || startsSubject(next)
}

/** `it seems he left` */
function startsSubject(token: Token): boolean {
  return isName(token) || isArticle(token) || agreementOfPronoun(token) !== 0 || /^(?:i|we|you|this|these|those)$/.test(token.folded)
}
