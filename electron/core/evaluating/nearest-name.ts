import { quotedTokens } from '../alignment/quotations'
import { isContentWord, isPronoun } from '../alignment/references'
import { type Token, tokenize } from '../alignment/tokens'
import { antecedentsOf, isPossessiveAt } from '../linting/antecedents'
import { isLeftAlone } from '../linting/left-alone'
import { namedText } from '../linting/named-text'
import { inPlaceOf, nameOf } from '../linting/naming'

/**
 * The rule that a model has to beat: every third-person pronoun becomes the nearest name before it that agrees with it, by the words of the text
 * alone. One whose gender or kind the text tells goes before a nearer one of which nothing is known, and `they` without a plural name is the only
 * two people named so far, both of them. Left alone: quotations, reflexives, pleonastic `it` and the like, pronouns without such a name, and all
 * descriptions. Deterministic.
 */
export function nearestAgreeingName(source: string): string {
  const tokens = tokenize(source)
  if (!tokens.some(isPronoun)) return source
  const named = namedText(source, tokens)
  const quoted = quotedTokens(source, tokens)
  let written = ''
  let end = 0
  for (const [position, token] of tokens.entries()) {
    if (!isPronoun(token) || quoted[position] === true || isLeftAlone(tokens, position)) continue
    const nearest = antecedentsOf(named, position).find(({ mentions, members }) =>
      [...mentions, ...(members ?? []).flatMap((member) => member.mentions)].some(({ to }) => to <= position),
    )
    if (nearest === undefined) continue
    const name = inPlaceOf(token, nameOf(named, nearest, position), nearest, isPossessive(tokens, position), source)
    written += source.slice(end, token.start) + name
    end = token.end
  }
  return written + source.slice(end)
}

/** `gave her flowers` is open: a content word behind `her` is taken for what is hers. */
function isPossessive(tokens: readonly Token[], position: number): boolean {
  const known = isPossessiveAt(tokens, position)
  if (known !== null) return known
  const after = tokens[position + 1]
  return after !== undefined && isContentWord(after)
}
