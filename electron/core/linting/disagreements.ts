import { entityKey } from '../alignment/entities'
import { isName } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { type Agreement, agreementOfPhrase, agreementOfPronoun, anything, he, it, she, they } from './agreement'
import { antecedentsOf } from './antecedents'
import type { Draft } from './draft'
import { isTitle } from './noun-classes'
import type { Pair } from './pair'
import { isPlace } from './places'
import { rightName, spanOf, textOfTokens } from './reference-faults'
import type { Replacement } from './replacement'
import { quote } from './wording'

/**
 * Pronouns that were replaced by a name which does not agree with them in gender or number, by the words of the name (`he` → `Maria`) or
 * because the same name stands for another pronoun as well (`he` → `Alex` and `she` → `Alex`). Singular `they` is let pass.
 */
export function disagreements(pair: Pair, replacements: readonly Replacement[]): ReadonlyMap<Replacement, Draft> {
  const found = new Map<Replacement, Draft>()
  const seen = new Map<string, Agreement>()
  for (const replacement of replacements) {
    const { pronoun, target } = replacement
    if (pronoun === null) continue
    const wanted = agreementOfPronoun(pronoun)
    const agreement = agreementOfTarget(pair, target)
    const key = entityKey(target)
    if (clashes(pair, replacement, wanted, agreement, seen.get(key) ?? 0)) {
      found.set(replacement, draftOf(pair, replacement, reason(wanted, agreement)))
      continue
    }
    const other = contradiction(pair, wanted, seen.get(key) ?? 0, target)
    if (other !== null) found.set(replacement, draftOf(pair, replacement, `, and so did ${quote(other)}`))
    seen.set(key, (seen.get(key) ?? 0) | wanted)
  }
  return found
}

/** What may stand for the target: told by its words, and for a bare name also by its longer forms in the source and what stands around them. */
function agreementOfTarget(pair: Pair, target: readonly Token[]): Agreement {
  const own = agreementOfPhrase(target)
  const key = entityKey(target)
  // A first name may be somebody's family name.
  if (!target.some(isName) || (own !== anything && ((own & (he | she)) === 0 || key.includes(' ')))) return own
  const named = pair.source.candidates().filter((candidate) => !/ (?:and|or) /.test(candidate.key) && isFormOf(key, candidate.key, own))
  return named.length === 0 ? own : named.reduce((sum, candidate) => sum | candidate.agreement, 0)
}

/** Whether a name is the whole of a longer one or an end of it; a first name is known, so that of those only its use as a family name counts. */
function isFormOf(key: string, name: string, own: Agreement): boolean {
  return name === key || name.endsWith(` ${key}`) || (own === anything && name.startsWith(`${key} `))
}

function clashes(pair: Pair, { piece, target }: Replacement, wanted: Agreement, agreement: Agreement, seen: Agreement): boolean {
  if ((agreement & wanted) !== 0) return false
  if (wanted === they) {
    // Singular “they” is common; only where somebody else is plural, or the same name is “he” or “she”, it is none.
    if (agreement !== he && agreement !== she) return false
    return (seen & agreement) !== 0 || target.some((token) => isTitle(token.folded)) || antecedentsOf(pair.source, piece.from).length > 0
  }
  // Ships and countries are called “she”.
  return !(
    wanted === she &&
    (agreement & it) !== 0 &&
    target.some((token) => isPlace(token.folded) || /^(?:hms|uss|ship|boat|nation|country|car|train|plane|city|moon)$/.test(token.folded))
  )
}

/** The pronoun of another kind that became the same name, where that is one name of one bearer. */
function contradiction(pair: Pair, wanted: Agreement, seen: Agreement, target: readonly Token[]): string | null {
  if (!target.some(isName) || wanted === they) return null
  const others = seen & ~wanted & (he | she | it)
  if (others === 0) return null
  const key = entityKey(target)
  const bearers = pair.source.candidates().filter((candidate) => ` ${candidate.key} `.includes(` ${key} `))
  if (bearers.length > 1) return null
  return (others & he) !== 0 ? 'he' : (others & she) !== 0 ? 'she' : 'it'
}

function reason(wanted: Agreement, agreement: Agreement): string {
  if (agreement === they) return ', which is plural'
  if (wanted === they) return ', which is singular'
  if (wanted === it) return ', which is a person'
  return (agreement & (he | she)) === 0 ? ', which is no person' : ', which does not agree in gender'
}

function draftOf(pair: Pair, replacement: Replacement, why: string): Draft {
  const { target, reference } = replacement
  return {
    code: 'disagreement',
    message: `${quote(textOfTokens(pair.source.text, reference))} became ${quote(textOfTokens(pair.output.text, target))}${why}.`,
    ...spanOf(target),
    side: 'rewrite',
    mend: rightName(pair, replacement),
  }
}
