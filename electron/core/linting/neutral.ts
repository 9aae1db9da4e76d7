import { isWord, type Token } from '../alignment/tokens'
import { isSpelledAlike, plain } from './spelling'

/** What stands beside a change: whether a plural reference was replaced near it, and whether it belongs to a quantity (`all of them`). */
export type Beside = { readonly plural: boolean; readonly quantity: boolean }

const agreeing: ReadonlyMap<string, readonly string[]> = new Map([
  ['are', ['is']],
  ["'re", ['is', "'s"]],
  ['were', ['was']],
  ['have', ['has']],
  ["'ve", ['has', "'s"]],
  ['do', ['does']],
  ['themselves', ['itself', 'himself', 'herself']],
  ['themself', ['himself', 'herself']],
])
const light = new Set('of the all both'.split(' '))

/**
 * Whether a change is no change of the words: punctuation, spelling, compounds written apart, `a` and `an`, the verb that follows a singular
 * name put for `they`, and `of` and `the` in a quantity (`all of them`, `all the players`).
 */
export function isNeutral(source: readonly Token[], output: readonly Token[], beside: Beside): boolean {
  let [before, after] = [source.filter(matters), output.filter(matters)]
  if (before.map((token) => plain(token.folded)).join('') === after.map((token) => plain(token.folded)).join('')) return true
  if (beside.quantity)
    [before, after] = [before.filter((token) => !light.has(token.folded)), after.filter((token) => !light.has(token.folded))]
  return (
    before.length === after.length &&
    before.every((token, index) => {
      const other = after[index]
      return other !== undefined && (isSpelledAlike(token, other) || (beside.plural && agreesInstead(token.folded, other.folded)))
    })
  )
}

/** Whether a token is more than punctuation: a word, a clitic, a sign of money or percent. */
function matters(token: Token): boolean {
  return isWord(token) || /^'\p{L}/u.test(token.key) || token.folded === "n't" || /^[%&\p{Sc}]$/u.test(token.key)
}

function agreesInstead(plural: string, singular: string): boolean {
  if (agreeing.get(plural)?.includes(singular)) return true
  return singular === `${plural}s` || singular === `${plural}es` || singular === plural.replace(/y$/, 'ies')
}
