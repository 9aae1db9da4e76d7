import type { Reason } from '../../../shared/growing'
import { isWord, sameToken, type Token } from '../../alignment/tokens'
import { preambleLength } from '../../scoring/preamble'
import type { Reading } from './reading'
import { listed, reasonOf } from './reasons'

const ratios = { least: 0.9, most: 2 }
const pleonasticNext = new Set(
  "is was 's 'd will would has had may might seems seemed appears appeared turns turned takes took rains rained snows snowed".split(' '),
)

/** Words that changed outside references, and new names, where no marks make sure that there are none. */
export function changedWords({ marked, comparison, rewriteTokens, sourceTokens }: Reading): readonly Reason[] {
  if (marked !== null) return []
  const shown = ({ before, after }: { readonly before: string; readonly after: string }) =>
    before.trim() === '' ? `“${after.trim()}” added` : after.trim() === '' ? `“${before.trim()}” left out` : `“${before}” → “${after}”`
  const changed = comparison.edits.filter(({ kind }) => kind === 'changed').map(shown)
  const invented = comparison.edits.filter(({ kind }) => kind === 'newWords').map(shown)
  const preamble = preambleLength(sourceTokens, rewriteTokens) > 0
  return [
    ...(preamble ? [reasonOf('preamble', 'The rewrite begins with an announcement.')] : []),
    ...(changed.length > 0 ? [reasonOf('changed-words', `Words changed that are no references: ${listed(changed)}.`)] : []),
    ...(invented.length > 0 ? [reasonOf('invented-entity', `A replacement is named nowhere in the source: ${listed(invented)}.`)] : []),
  ]
}

/**
 * Third-person pronouns outside quotation marks that the rewrite still has. An *it* that stands for nothing may stay where the plan has one, and
 * without a plan where it reads like one.
 */
export function pronounsLeft({ comparison, plan, sourceTokens }: Reading): readonly Reason[] {
  const left = comparison.leftAsIs.filter(({ start, text }) => {
    if (text.toLowerCase() !== 'it') return true
    return plan === null ? !readsPleonastic(sourceTokens, start) : !plan.pleonastic
  })
  if (left.length === 0) return []
  return [reasonOf('pronoun-left', `Pronouns are left as they are: ${listed(left.map(({ text }) => `“${text}”`))}.`)]
}

/** A rewrite much shorter or longer than its source. */
export function lengthRatio({ source, rewrite }: Reading): readonly Reason[] {
  const ratio = source.length === 0 ? 1 : rewrite.length / source.length
  if (ratio >= ratios.least && ratio <= ratios.most) return []
  return [
    reasonOf('length-ratio', `The rewrite is ${ratio.toFixed(2)} times as long as its source; ${ratios.least} to ${ratios.most} is usual.`),
  ]
}

/** `X's's`, `the the` and `Mary Mary`, where the source has nothing like it. */
export function doubledWords({ sourceTokens, rewriteTokens }: Reading): readonly Reason[] {
  const known = new Set(doubles(sourceTokens))
  const doubled = doubles(rewriteTokens).filter((words) => !known.has(words))
  return doubled.length > 0
    ? [reasonOf('doubled-words', `Doubled in the rewrite: ${listed([...new Set(doubled)].map((each) => `“${each}”`))}.`)]
    : []
}

function doubles(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1]
    if (next === undefined) return []
    const articles = /^(?:the|an?)$/.test(token.folded) && /^(?:the|an?)$/.test(next.folded)
    const possessives = token.folded === "'s" && next.folded === "'s"
    const same = isWord(token) && isWord(next) && sameToken(token, next)
    return articles || possessives || same ? [`${token.text}${next.start > token.end || articles || same ? ' ' : ''}${next.text}`] : []
  })
}

function readsPleonastic(tokens: readonly Token[], start: number): boolean {
  const place = tokens.findIndex((token) => token.start === start)
  const next = tokens[place + 1]
  return next !== undefined && pleonasticNext.has(next.folded)
}
