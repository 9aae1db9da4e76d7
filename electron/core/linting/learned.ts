import { entityKey, type TokenRange } from '../alignment/entities'
import { coreOf, standsAt } from '../alignment/phrases'
import { isArticle } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { type Agreement, agreementOfPronoun } from './agreement'
import type { Candidate } from './candidates'
import type { NamedText } from './named-text'
import type { Replacement } from './replacement'

type Learned = { agreement: Agreement; readonly words: readonly Token[] }

/**
 * The rewrite with what its own replacements tell: a name that was written for `she` is nobody's `he`, and where `the octopus` was written for
 * `its`, it can be `it` elsewhere.
 */
export function withReplacements(output: NamedText, replacements: readonly Replacement[]): NamedText {
  let candidates: readonly Candidate[] | null = null
  return {
    ...output,
    candidates: () => {
      candidates ??= learn(output, replacements)
      return candidates
    },
  }
}

function learn(output: NamedText, replacements: readonly Replacement[]): readonly Candidate[] {
  const learned = new Map<string, Learned>()
  for (const { pronoun, target } of replacements) {
    const key = entityKey(target)
    if (pronoun === null || key === '') continue
    const known = learned.get(key)
    if (known === undefined) learned.set(key, { agreement: agreementOfPronoun(pronoun), words: coreOf(target) })
    else known.agreement |= agreementOfPronoun(pronoun)
  }
  const used = new Set<string>()
  const refined = output.candidates().map((candidate) => {
    let told = 0
    for (const [key, { agreement }] of learned) {
      if (!isFormOf(key, candidate.key)) continue
      used.add(key)
      told |= agreement
    }
    return told === 0 ? candidate : { ...candidate, agreement: candidate.agreement & told || candidate.agreement }
  })
  const others = [...learned]
    .filter(([key]) => !used.has(key))
    .map(([key, { agreement, words }]) => ({ key, agreement, mentions: mentionsOf(output.tokens, words) }))
  return [...refined, ...others]
}

/** With the article before each. */
function mentionsOf(tokens: readonly Token[], words: readonly Token[]): readonly TokenRange[] {
  return tokens.flatMap((_, position) => {
    if (!standsAt(tokens, position, words)) return []
    const article = tokens[position - 1]
    return [{ from: article !== undefined && isArticle(article) ? position - 1 : position, to: position + words.length }]
  })
}

function isFormOf(key: string, name: string): boolean {
  if (key === name) return true
  return !/ (?:and|or) /.test(name) && (name.startsWith(`${key} `) || name.endsWith(` ${key}`))
}
