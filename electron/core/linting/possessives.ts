import type { JoinedPiece } from '../alignment/edits'
import { coreOf, isNamedIn, isPossessive } from '../alignment/phrases'
import { isContentWord, isFunctionWord, isName, isPossessiveMark, isPronoun } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { agreementOfPhrase, isPluralName, they } from './agreement'
import { isPossessiveAt } from './antecedents'
import type { Draft } from './draft'
import { isGerund } from './grammar'
import { withPossessive } from './naming'
import { type Pair, sidesOf } from './pair'
import { spanOf, textOfTokens } from './reference-faults'
import type { Replacement } from './replacement'
import { quote } from './wording'

// Names that end in a possessive of their own, and are nobody's first name.
const ownPossessive = /^(?:mcdonald|macy|sotheby|lowe|kohl|moody|sainsbury|denny|dunkin|domino|hardee|arby|applebee|kellogg|hershey)$/

/** `Amazon's's`: two signs of a possessive in a row, where the source has none there. The positions are those of both signs. */
export function doubledPossessives(pair: Pair): readonly { readonly draft: Draft; readonly from: number; readonly to: number }[] {
  const { tokens, text } = pair.output
  const found: { draft: Draft; from: number; to: number }[] = []
  for (let position = 1; position + 1 < tokens.length; position++) {
    const [name, first, second] = [tokens[position - 1], tokens[position], tokens[position + 1]]
    if (name === undefined || first === undefined || second === undefined || !isDoubled(name, first, second)) continue
    if (pair.source.text.includes(text.slice(name.start, second.end))) continue
    const words = text.slice(name.start, second.end)
    const draft: Draft = {
      code: 'wrong-possessive',
      message: `${quote(words)} has two possessive endings.`,
      side: 'rewrite',
      start: name.start,
      end: second.end,
      at: name.start,
      mend: {
        label: `Write ${quote(text.slice(name.start, first.end))}`,
        side: 'rewrite',
        edits: [{ start: second.start, end: second.end, text: '' }],
      },
    }
    found.push({ draft, from: position, to: position + 2 })
  }
  return found
}

function isDoubled(name: Token, first: Token, second: Token): boolean {
  if (!isWord(name) || first.folded !== "'s" || first.start !== name.end || second.start !== first.end) return false
  return second.folded === "'s" || second.key === "'"
}

/** A name in the place of a possessive without its `’s`, or with one where none was. `next` is the piece after it. */
export function possessiveFault(pair: Pair, replacement: Replacement, next: JoinedPiece | undefined): Draft | null {
  const { piece, pronoun, reference, target } = replacement
  const after = pair.source.tokens[piece.to - (piece.contraction ?? 0)]
  const wanted = pronoun !== null ? isPossessiveAt(pair.source.tokens, piece.from) : isPossessive(reference) || losesMark(pair, piece, next)
  const [has, core] = [isPossessive(target), bare(target)]
  if (core.length === 0 || wanted === null || (pronoun !== null && isGerund(after))) return null
  if (wanted && !has) return missing(pair, core, target, next, replacement)
  if (wanted || !has || ownPossessive.test(core.map((token) => token.folded).join(' ')) || isNameWithMark(pair, target)) return null
  // `it’s` → `Amazon’s`, the verb's.
  if (
    after !== undefined &&
    after.folded === "'s" &&
    piece.contraction === undefined &&
    pair.output.tokens[piece.outputTo]?.folded !== "'s"
  )
    return null
  const words = textOfTokens(pair.output.text, core)
  return {
    code: 'wrong-possessive',
    message: `${quote(textOfTokens(pair.output.text, target))} has a possessive, and ${quote(textOfTokens(pair.source.text, reference))} is none.`,
    ...spanOf(target),
    side: 'rewrite',
    mend: { label: `Write ${quote(words)}`, side: 'rewrite', edits: [{ ...charactersOf(target), text: words }] },
  }
}

function missing(
  pair: Pair,
  core: readonly Token[],
  target: readonly Token[],
  next: JoinedPiece | undefined,
  { reference }: Replacement,
): Draft {
  const { text } = pair.output
  const written = withPossessive(textOfTokens(text, core), isPlural(core), text)
  const stray = next === undefined ? undefined : strayMark(pair, core, next)
  const shown = stray === undefined ? target : [...core, stray]
  const words = text.slice(shown[0]?.start ?? 0, shown.at(-1)?.end ?? 0)
  return {
    code: 'wrong-possessive',
    message: `${quote(words)} stands for ${quote(textOfTokens(pair.source.text, reference))}; it should be ${quote(written)}.`,
    ...spanOf(shown),
    side: 'rewrite',
    mend: { label: `Write ${quote(written)}`, side: 'rewrite', edits: [{ ...charactersOf(shown), text: written }] },
  }
}

/** Whether the piece after a description is its possessive, left out: `the company[’s]` → `Amazon[]`. */
export function losesMark(pair: Pair, piece: JoinedPiece, next: JoinedPiece | undefined): boolean {
  if (next === undefined || next.from !== piece.to || next.to - next.from !== 1 || next.outputFrom !== next.outputTo) return false
  const mark = pair.source.tokens[next.from]
  return mark !== undefined && isPossessiveMark(mark, pair.source.tokens[next.from - 1])
}

/** An apostrophe that was added after a name which does not end in s: `Amazon’ shares`. */
export function strayMark(pair: Pair, core: readonly Token[], next: JoinedPiece): Token | undefined {
  const mark = pair.output.tokens[next.outputFrom]
  const isStray = next.from === next.to && next.outputTo - next.outputFrom === 1 && mark?.key === "'" && mark.start === core.at(-1)?.end
  return isStray ? mark : undefined
}

function bare(target: readonly Token[]): readonly Token[] {
  const last = target.at(-1)
  return last !== undefined && (isPossessive(target) || last.key === "'") ? target.slice(0, -1) : target
}

/** Whether the source has the name with its mark as a subject or object: `McDonald’s said`. */
function isNameWithMark(pair: Pair, target: readonly Token[]): boolean {
  const core = coreOf(target)
  const [first] = core
  if (first === undefined) return false
  return (pair.indexed.places.get(first.folded) ?? []).some((place) => {
    const mark = pair.source.tokens[place + core.length]
    const after = pair.source.tokens[place + core.length + 1]
    const follows =
      after === undefined || !isWord(after) || (isFunctionWord(after) && !/^(?:own|first|next|last|many|most)$/.test(after.folded))
    return mark?.folded === "'s" && follows
  })
}

function isPartOfName(token: Token): boolean {
  return isContentWord(token) || /^(?:the|and|of|,|&|\.|'|'s)$/.test(token.folded)
}

/** A name put beside a pronoun instead of in its place: `Amazon its shares`, `its (Amazon’s) shares`. */
export function besidePronoun(pair: Pair, piece: JoinedPiece): { readonly draft: Draft; readonly pronoun: number } | null {
  if (piece.from !== piece.to) return null
  const name = sidesOf(pair, piece).output.filter((token) => !/^[()[\]]$/.test(token.key))
  if (!name.some((token) => isName(token) || token.folded === 'the') || !name.every(isPartOfName)) return null
  const { tokens, text } = pair.output
  if (!isNamedIn(pair.indexed, name)) return null
  const [before, after] = [tokens[piece.outputFrom - 1], tokens[piece.outputTo]]
  const position =
    after !== undefined && isPronoun(after) ? piece.outputTo : before !== undefined && isPronoun(before) ? piece.outputFrom - 1 : -1
  const pronoun = tokens[position]
  if (pronoun === undefined) return null
  const possessive = isPossessiveAt(tokens, position) ?? isPossessive(name)
  const core = bare(name)
  const spoken = textOfTokens(text, core)
  const written = possessive ? withPossessive(spoken, isPlural(core), text) : spoken
  const start = Math.min(pronoun.start, tokens[piece.outputFrom]?.start ?? pronoun.start)
  const end = Math.max(pronoun.end, tokens[piece.outputTo - 1]?.end ?? pronoun.end)
  const draft: Draft = {
    code: possessive ? 'wrong-possessive' : 'pronoun-left',
    message: `${quote(pronoun.text)} is still there beside ${quote(textOfTokens(text, name))}.`,
    side: 'rewrite',
    start,
    end,
    at: start,
    mend: { label: `Write ${quote(written)}`, side: 'rewrite', edits: [{ start, end, text: written }] },
  }
  return { draft, pronoun: position }
}

function isPlural(core: readonly Token[]): boolean {
  return agreementOfPhrase(core) === they || isPluralName(core)
}

function charactersOf(tokens: readonly Token[]): { readonly start: number; readonly end: number } {
  const { start, end } = spanOf(tokens)
  return { start, end }
}
