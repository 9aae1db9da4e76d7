import { isPronoun } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { standsForNothing } from './pleonastic'

const indefinite = /^(?:nobody|everybody|anybody|somebody|everyone|anyone|someone|none|each|every|whoever|neither|either|any)$/

/**
 * Whether a pronoun is one that no rewrite needs to resolve: `it` that stands for nothing, `he or she`, `Her Majesty`, `IT`, `they say`,
 * `he who`, and `they` that stands for `nobody` or `each`.
 */
export function isLeftAlone(tokens: readonly Token[], position: number): boolean {
  const pronoun = tokens[position]
  if (pronoun === undefined) return false
  const [before, after] = [tokens[position - 1], tokens[position + 1]]
  if (isCapitalised(pronoun) && !pronoun.startsSentence) return true
  if (
    /^(?:His|Her|Their)$/.test(pronoun.key) &&
    after !== undefined &&
    /^(?:majest|highness|holiness|excellenc|honou?r|grace|lordship|ladyship)/.test(after.folded)
  )
    return true
  if (isAlternative(tokens[position + 2], after) || isAlternative(tokens[position - 2], before)) return true
  if (after?.folded === 'who' && !/^(?:him|them|her)$/.test(pronoun.folded)) return true
  if (pronoun.folded === 'they' && after?.folded === 'say' && tokens[position + 2]?.folded !== 'they') return true
  return isBoundByNobody(tokens, position) || standsForNothing(tokens, position)
}

/** `Nobody may be judge in their own cause`, `each of them in their turn` */
function isBoundByNobody(tokens: readonly Token[], position: number): boolean {
  const pronoun = tokens[position]
  // `nobody helped them` speaks of others.
  if (pronoun === undefined || !/^(?:they|their|theirs)$/.test(pronoun.folded)) return false
  for (let at = position - 1; at >= 0; at--) {
    const token = tokens[at]
    if (token === undefined) break
    if (indefinite.test(token.folded) || (token.folded === 'one' && /^(?:no|any|some)$/.test(tokens[at - 1]?.folded ?? ''))) return true
    if (token.startsSentence || /^(?:[,;:]|and|but|because|while|although|so|when)$/.test(token.folded)) break
  }
  return false
}

function isCapitalised(token: Token): boolean {
  return /^\p{Lu}/u.test(token.key)
}

/** `he or she`, `his/her` */
function isAlternative(other: Token | undefined, between: Token | undefined): boolean {
  return other !== undefined && isPronoun(other) && (between?.folded === 'or' || between?.key === '/')
}
