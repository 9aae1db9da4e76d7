import { isNamedIn } from '../alignment/phrases'
import { quotedTokens } from '../alignment/quotations'
import { isPronoun } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { antecedentsOf, isNear, isPossessiveAt } from './antecedents'
import type { Candidate } from './candidates'
import type { Draft } from './draft'
import type { TextEdit } from './finding'
import { withReplacements } from './learned'
import { isLeftAlone } from './left-alone'
import type { NamedText } from './named-text'
import { inPlaceOf, nameOf } from './naming'
import type { Pair } from './pair'
import type { Replacement } from './replacement'
import { hasRival } from './rivals'
import { oneOf, quote } from './wording'

const opened: ReadonlyMap<string, string> = new Map([
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
])

/** A pronoun that a rewrite kept although the source names what it may stand for. */
export type LeftPronoun = {
  readonly position: number
  readonly token: Token
  /** What it could be, as it would stand there. */
  readonly names: readonly string[]
  /** The edits that write the one name which it can be, null where that is open. */
  readonly edits: readonly TextEdit[] | null
}

/** The pronouns of a rewrite that could be resolved, but for the tokens in `passedOver`. What was replaced elsewhere helps. */
export function pronounsLeft(
  pair: Pair,
  replacements: readonly Replacement[],
  passedOver: (position: number) => boolean,
): readonly LeftPronoun[] {
  const { tokens, text } = pair.output
  if (!tokens.some(isPronoun)) return []
  const quoted = quotedTokens(text, tokens)
  const output = withReplacements(pair.output, replacements)
  const left: LeftPronoun[] = []
  for (const [position, token] of tokens.entries()) {
    if (!isPronoun(token) || quoted[position] === true || passedOver(position) || isLeftAlone(tokens, position)) continue
    const found = resolvable(pair, output, position)
    if (found !== null) left.push(found)
  }
  return left
}

/** Findings for pronouns that were left. */
export function leftFindings(left: readonly LeftPronoun[]): readonly Draft[] {
  return left.map(({ token, names, edits }) => ({
    code: 'pronoun-left',
    message: `${quote(token.text)} is still there; it could be ${oneOf(names)}.`,
    side: 'rewrite',
    start: token.start,
    end: token.end,
    at: token.start,
    mend: edits === null ? null : { label: `Write ${quote(names[0] ?? '')}`, side: 'rewrite', edits },
  }))
}

/** The finding for a rewrite that is its source again. */
export function nothingResolved(left: readonly LeftPronoun[]): readonly Draft[] {
  const [first] = left
  if (first === undefined) return []
  const edits = left.flatMap((pronoun) => pronoun.edits ?? [])
  const sure = left.filter((pronoun) => pronoun.edits !== null)
  const label = sure.length === 1 ? `Write ${quote(sure[0]?.names[0] ?? '')}` : `Write the names for ${sure.length} pronouns`
  return [
    {
      code: 'nothing-resolved',
      message: `The rewrite is the source itself, where ${quote(first.token.text)} could be ${oneOf(first.names)}.`,
      side: 'rewrite',
      start: first.token.start,
      end: first.token.end,
      at: first.token.start,
      mend: edits.length === 0 ? null : { label, side: 'rewrite', edits },
    },
  ]
}

function resolvable(pair: Pair, output: NamedText, position: number): LeftPronoun | null {
  const token = output.tokens[position]
  const candidates = antecedentsOf(output, position).filter((candidate) => isKnown(pair, candidate))
  if (token === undefined || candidates.length === 0) return null
  const possessive = isPossessiveAt(output.tokens, position)
  const names = candidates
    .slice(0, 3)
    .map((candidate) => inPlaceOf(token, nameOf(output, candidate, position), candidate, possessive === true, output.text))
  const sure =
    candidates.length === 1 &&
    candidates.every((candidate) => isNear(output.tokens, candidate, position, 2)) &&
    possessive !== null &&
    !hasRival(output.tokens, position, candidates[0]?.mentions)
  return { position, token, names, edits: sure ? editsFor(output, position, names[0] ?? '') : null }
}

function isKnown({ output, indexed }: Pair, candidate: Candidate): boolean {
  if (candidate.members !== undefined) return true
  return candidate.mentions.some(({ from, to }) => isNamedIn(indexed, output.tokens.slice(from, to)))
}

/** `they're` becomes `Ana and Tom are`; what `'d` stands for is open. */
function editsFor({ tokens }: NamedText, position: number, name: string): readonly TextEdit[] | null {
  const [token, after] = [tokens[position], tokens[position + 1]]
  if (token === undefined || after?.folded === "'d") return null
  const written = { start: token.start, end: token.end, text: name }
  const verb = after === undefined ? undefined : opened.get(after.folded)
  return after === undefined || verb === undefined ? [written] : [written, { start: after.start, end: after.end, text: ` ${verb}` }]
}
