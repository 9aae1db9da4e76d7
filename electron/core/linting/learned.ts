import { entityKey, type TokenRange } from '../alignment/entities'
import { coreOf, isPossessive, standsAt } from '../alignment/phrases'
import { isArticle } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { type Agreement, agreementOfPronoun } from './agreement'
import type { Candidate } from './candidates'
import type { NamedText } from './named-text'
import type { Replacement } from './replacement'
import { textOf } from './wording'

type Learned = { agreement: Agreement; readonly words: readonly Token[]; readonly name: string }

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
    if (known === undefined) {
      const bare = isPossessive(target) ? target.slice(0, -1) : target
      const name = textOf(output.text, bare, 0, bare.length).replace(/^The(?= )/, 'the')
      learned.set(key, { agreement: agreementOfPronoun(pronoun), words: coreOf(target), name })
    } else known.agreement |= agreementOfPronoun(pronoun)
  }
  const used = new Set<string>()
  const refined = output.candidates().map((candidate) => {
    let told = 0
    let name = candidate.name
    for (const [key, one] of learned) {
      if (!isFormOf(key, candidate.key)) continue
      used.add(key)
      told |= one.agreement
      name ??= one.name
    }
    if (told === 0 || name === undefined) return candidate
    return { ...candidate, name, agreement: candidate.agreement & told || candidate.agreement }
  })
  const others = [...learned]
    .filter(([key]) => !used.has(key))
    .map(([key, { agreement, words, name }]) => ({
      key,
      agreement,
      mentions: mentionsOf(output.tokens, words),
      name: asInside(output.tokens, name, words),
    }))
  return [...refined, ...others]
}

/** As it is written inside a sentence: without the capital that an ordinary word has at its beginning. */
function asInside(tokens: readonly Token[], name: string, [first]: readonly Token[]): string {
  const isOrdinary = first?.startsSentence === true && !tokens.some((token) => token.key === first.key && !token.startsSentence)
  return isOrdinary ? name.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()) : name
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
