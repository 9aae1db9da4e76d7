import { isWord, type Token } from './tokens'

const pronouns = new Set('he him his she her hers it its they them their theirs'.split(' '))
const reflexives = new Set('himself herself itself themselves themself'.split(' '))
const possessivePronouns = new Set('his its their hers theirs'.split(' '))
const determiners = new Set('the this that these those both such'.split(' '))
const articles = new Set('the a an'.split(' '))
const functionWords = new Set(
  (
    'the a an this that these those both such some any no every each either neither all many much few several another other ' +
    'i me my mine we us our ours you your yours who whom whose which what ' +
    'and or but nor so yet for of in on at by to from with without into onto over under about against between among through during before ' +
    'after since until till while when where why how because although though if unless as than like per via up down out off near ' +
    'is are was were be been being am do does did has have had having will would shall should can could may might must not ' +
    'also however then there here now still even only just too very more most once again thus therefore meanwhile instead ' +
    'yes well later earlier today yesterday tomorrow sometimes often never always soon finally first next last despite besides moreover'
  ).split(' '),
)
const contractions: ReadonlyMap<string, readonly string[]> = new Map([
  ["'s", ['is', 'has']],
  ["'re", ['are']],
  ["'ve", ['have']],
  ["'ll", ['will']],
  ["'d", ['had', 'would']],
])

/** Whether a token is a third-person pronoun or possessive that a rewrite can resolve; reflexives are not. */
export function isPronoun(token: Token): boolean {
  return pronouns.has(token.folded)
}

/** Whether a token can only stand for a possessive (`its`, `their`, `his`); `her` may be either and is not counted. */
export function isPossessivePronoun(token: Token): boolean {
  return possessivePronouns.has(token.folded)
}

/** Whether a pronoun leaves open if it is a possessive: `her`. */
export function isAmbiguousPronoun(token: Token): boolean {
  return token.folded === 'her'
}

/** Whether a token opens a descriptive reference: `the tech giant`, `this company`, `both`. */
export function isDeterminer(token: Token): boolean {
  return determiners.has(token.folded)
}

/** Whether a token is `the`, `a` or `an`. */
export function isArticle(token: Token): boolean {
  return articles.has(token.folded)
}

/** Whether a word carries no content of its own: articles, prepositions, auxiliaries, pronouns, common adverbs. */
export function isFunctionWord(token: Token): boolean {
  return functionWords.has(token.folded) || pronouns.has(token.folded) || reflexives.has(token.folded)
}

/** Whether a token is a word with content: neither punctuation, clitic, pronoun nor function word. */
export function isContentWord(token: Token): boolean {
  return isWord(token) && !isFunctionWord(token)
}

/** Whether a token is written as a name or a number, whatever its place in the sentence. */
export function isCapitalisedOrNumeric(token: Token): boolean {
  return /^[\p{Lu}\p{Lt}]|\p{N}/u.test(token.key)
}

/** Whether a token counts as a name: capitalised or numeric, and no function word (`The`, `I`, `However`). */
export function isName(token: Token): boolean {
  return isCapitalisedOrNumeric(token) && isContentWord(token)
}

/** Whether `token` is the sign of a possessive after `previous`: `'s`, or `'` after an s. */
export function isPossessiveMark(token: Token, previous: Token | undefined): boolean {
  return (
    token.folded === "'s" || (token.key === "'" && previous !== undefined && previous.end === token.start && previous.folded.endsWith('s'))
  )
}

/** Whether one token is the contraction of the other, as `'s` of `is` and `has`: neutral after a reference. */
export function isContractionOf(one: Token, other: Token): boolean {
  return (contractions.get(one.folded)?.includes(other.folded) ?? false) || (contractions.get(other.folded)?.includes(one.folded) ?? false)
}
