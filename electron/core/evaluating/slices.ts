import type { SliceName } from '../../shared/scorecard'
import { entityKey } from '../alignment/entities'
import type { GoldMention } from '../alignment/mentions'
import { coreOf } from '../alignment/phrases'
import { isContentWord, isPossessiveMark, isPronoun } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { agreementOfNoun, agreementOfPronoun, anything, they } from '../linting/agreement'
import { antecedentsOf } from '../linting/antecedents'
import { type NamedText, namedText } from '../linting/named-text'
import type { GoldText } from '../scoring/gold'
import { referenceRole } from './reference-role'

/** How far the noun may be that a possessive belongs to: `its former chief executive’s`. */
const reach = 4

/** The slices that a text is in, and those of each of its gold mentions, in order. */
export function slicesOf(gold: GoldText): { readonly text: readonly SliceName[]; readonly mentions: readonly (readonly SliceName[])[] } {
  const { source, mentions } = gold.alignment
  const named = namedText(gold.source, source)
  return {
    text: [bySentences(sentencesIn(gold.source, source)), ...(mentions.length === 0 ? (['nothing-to-resolve'] as const) : [])],
    mentions: mentions.map((mention) => mentionSlices(named, mention)),
  }
}

/** How many sentences a text has: those that begin with a word, at its start, after a full stop or its like, or in a line of their own. */
export function sentencesIn(text: string, tokens: readonly Token[]): number {
  return tokens.filter((token, position) => token.startsSentence && isSentenceEnd(text, tokens, position)).length
}

function isSentenceEnd(text: string, tokens: readonly Token[], position: number): boolean {
  for (let at = position - 1; at >= 0; at--) {
    const [before, after] = [tokens[at], tokens[at + 1]]
    if (before === undefined || after === undefined || text.slice(before.end, after.start).includes('\n')) return true
    if (/^[.!?\u2026\u3002\uff01\uff1f]$/.test(before.key)) return true
    // `“Go,” she said`: a quotation or a colon begins no sentence of its own.
    if (!/^["'()[\]*_#>\u2013\u2014-]$/.test(before.key)) return false
  }
  return true
}

function bySentences(sentences: number): SliceName {
  if (sentences <= 1) return 'one-sentence'
  if (sentences === 2) return 'two-sentences'
  return sentences === 3 ? 'three-sentences' : 'more-sentences'
}

function mentionSlices(named: NamedText, mention: GoldMention): readonly SliceName[] {
  const word = mention.role === 'pronoun' ? (mention.words[0]?.folded ?? '') : ''
  const slices: SliceName[] = [referenceRole(named.tokens, mention)]
  if (/^its?$/.test(word)) slices.push('it')
  if (/^the(?:y|m|irs?)$/.test(word)) slices.push('they')
  if (mention.role === 'description') slices.push('descriptive')
  if (isNested(named.tokens, mention)) slices.push('nested')
  slices.push(candidateCount(named, mention) > 1 ? 'several-candidates' : 'one-candidate')
  return slices
}

/** Whether one reference stands within another: `its CEO’s plan`, `her company` for a name, or a name that has a possessive within. */
function isNested(source: readonly Token[], mention: GoldMention): boolean {
  if (hasPossessiveWithin(coreOf(mention.gold))) return true
  if (mention.role === 'description') return hasPossessiveWithin(coreOf(mention.words)) || mention.words.some(isPronoun)
  if (!mention.possessive) return false
  for (let at = mention.to; at <= mention.to + reach; at++) {
    const token = source[at]
    if (token === undefined) return false
    if (at > mention.to && isPossessiveMark(token, source[at - 1])) return true
    if (!isWord(token) || !isContentWord(token)) return false
  }
  return false
}

function hasPossessiveWithin(phrase: readonly Token[]): boolean {
  return phrase.some((token, position) => position > 0 && position < phrase.length - 1 && isPossessiveMark(token, phrase[position - 1]))
}

/** How many entities of the source the reference could mean by its form: those that agree, and the gold one in any case. */
function candidateCount(named: NamedText, mention: GoldMention): number {
  const keys = mention.role === 'pronoun' ? antecedentsOf(named, mention.from).map(({ key }) => key) : agreeing(named, mention)
  const gold = entityKey(mention.gold)
  const isGold = (key: string) => key === gold || ` ${key} `.includes(` ${gold} `) || ` ${gold} `.includes(` ${key} `)
  return 1 + keys.filter((key) => !isGold(key)).length
}

/** Of a description, the candidates named before it that its noun agrees with. */
function agreeing(named: NamedText, { words, from }: GoldMention): readonly string[] {
  const noun = coreOf(words).findLast(isWord)
  const determiner = words[0]?.folded ?? ''
  const plural = /^(?:these|those|both)$/.test(determiner) ? they : 0
  const agreement = plural || (noun === undefined ? anything : agreementOfPronoun(noun) || agreementOfNoun(noun.folded))
  return named
    .candidates()
    .filter((candidate) => (candidate.agreement & agreement) !== 0 && candidate.mentions.some(({ to }) => to <= from))
    .map(({ key }) => key)
}
