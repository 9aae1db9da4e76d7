import { namesIn, type TokenRange } from '../alignment/entities'
import { type IndexedText, placesOf } from '../alignment/phrases'
import { isFunctionWord } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { isPluralNoun } from './agreement'
import { isVerbForm } from './grammar'
import { isKnownNoun, isPersonNoun, isTitle } from './noun-classes'
import { isNoEntity, isOpener } from './plain-capitals'

const longestHead = 3

/** Where a text names somebody or something, in order: with the article, and the noun that it belongs to (`the Trilva camera`). */
export function namesOf(tokens: readonly Token[], known?: IndexedText): readonly TokenRange[] {
  const lower = new Set(tokens.filter((token) => /^\p{Ll}/u.test(token.key)).map((token) => token.key))
  return joinAmpersands(tokens, namesIn(tokens))
    .flatMap((range) => apart(tokens, range, known))
    .map((range) => trim(tokens, range, lower))
    .filter((range) => range !== null)
    .filter((range) => !isModifier(tokens, range))
    .map((range) => extend(tokens, range))
}

/** Names that stand side by side: `Mr Vanda Mrs Krilva`, and those that another text has apart. */
function apart(tokens: readonly Token[], { from, to }: TokenRange, known: IndexedText | undefined): readonly TokenRange[] {
  for (let at = from + 1; at < to - 1; at++) {
    const [token, before] = [tokens[at], tokens[at - 1]]
    if (
      token === undefined ||
      before === undefined ||
      !/^(?:mr|mrs|ms|miss|dr|sir|aunt|uncle|king|queen)$/.test(token.folded) ||
      isTitle(before.folded)
    )
      continue
    if (/^(?:king|queen)$/.test(token.folded) && !isTitle(tokens[from]?.folded ?? '')) continue
    return [{ from, to: at }, ...apart(tokens, { from: at, to }, known)]
  }
  if (known === undefined || placesOf(known, tokens.slice(from, to)).length > 0) return [{ from, to }]
  for (let at = to - 1; at > from; at--) {
    if (placesOf(known, tokens.slice(from, at)).length > 0) return [{ from, to: at }, ...apart(tokens, { from: at, to }, known)]
  }
  return [{ from, to }]
}

/** A run of capitals without the words at its ends that are no part of a name; null where nothing is left. */
function trim(tokens: readonly Token[], range: TokenRange, lower: ReadonlySet<string>): TokenRange | null {
  let { from, to } = range
  const first = tokens[from]
  if (first?.startsSentence && isOrdinaryStart(first, tokens[from + 1], to - from > 1, lower)) from++
  for (
    let token = tokens[from];
    from < to && token !== undefined && (isNoEntity(token.folded) || /^\p{Ll}/u.test(token.key));
    token = tokens[from]
  )
    from++
  for (let token = tokens[to - 1]; to > from && token !== undefined && (isNoEntity(token.folded) || !isWord(token)); token = tokens[to - 1])
    to--
  const only = to - from === 1 ? tokens[from] : undefined
  if (only !== undefined && (only.folded.length < 2 || isTitle(only.folded) || (only.startsSentence && isPersonNoun(only.folded))))
    return null
  return from < to ? { from, to } : null
}

/** `a Liberian man` */
function isModifier(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  const article = tokens[from - 1]
  return (article?.folded === 'a' || article?.folded === 'an') && isHead(tokens[to])
}

function isOrdinaryStart(first: Token, next: Token | undefined, longer: boolean, lower: ReadonlySet<string>): boolean {
  if (longer && (isTitle(first.folded) || first.folded === 'new')) return false
  if (lower.has(first.folded) || isOpener(first.folded)) return true
  if (longer) return false
  return /(?:ing|ed|ly)$/.test(first.folded) && next !== undefined && isFunctionWord(next) && !isVerbForm(next.folded)
}

/** With the article before the name, and with the noun after it where the article is that noun's: `the Trilva camera`. */
function extend(tokens: readonly Token[], { from, to }: TokenRange): TokenRange {
  const article = tokens[from - 1]
  if (article?.folded !== 'the') return { from, to }
  let end = to
  const last = tokens[to - 1]
  if (last === undefined || !isPluralNoun(last.folded)) {
    while (end - to < longestHead && isHead(tokens[end])) end++
  }
  return { from: from - 1, to: end }
}

/** Only of known nouns: an unknown word may as well be the verb, as in `the Vesper sank`. */
function isHead(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Ll}/u.test(token.key) && (isKnownNoun(token.folded) || isKnownNoun(token.folded.replace(/s$/, '')))
}

/** `Marrow & Pike` */
function joinAmpersands(tokens: readonly Token[], names: readonly TokenRange[]): readonly TokenRange[] {
  const joined: TokenRange[] = []
  for (const range of names) {
    const last = joined.at(-1)
    if (last !== undefined && range.from - last.to === 1 && tokens[last.to]?.key === '&')
      joined[joined.length - 1] = { from: last.from, to: range.to }
    else joined.push(range)
  }
  return joined
}
