import type { MentionLabel, OutsideChange } from '../../shared/scorecard'
import type { GoldMention } from '../alignment/mentions'
import { coreOf, type IndexedText, placesOf } from '../alignment/phrases'
import { isContentWord, isPronoun } from '../alignment/references'
import { sameTokens, type Token } from '../alignment/tokens'
import type { GoldText } from './gold'
import type { Lexicon } from './lexicon'
import { OutsideChanges } from './outside-changes'
import { isGold, type SlotStep } from './slots'

/** What became of one mention: its label and the output tokens in its place. */
export type SlotOutcome = { readonly label: MentionLabel; readonly from: number; readonly to: number }

/** An output as text and tokens. */
export type OutputText = { readonly text: string; readonly tokens: readonly Token[] }

/** Labels in mention order, and what was changed outside them. */
export type Outcomes = {
  readonly slots: readonly SlotOutcome[]
  /** Tokens outside mentions that were replaced, left out or added. */
  readonly outsideEdits: number
  /** Runs of such tokens, in order. */
  readonly outside: readonly OutsideChange[]
  /** Whether the output agrees with the gold rewrite wherever that departs from the source outside mentions. */
  readonly followsVariants: boolean
}

/** Reads labels and outside edits off the steps of the slot alignment. */
export function outcomesOf(gold: GoldText, lexicon: Lexicon, output: OutputText, steps: readonly SlotStep[]): Outcomes {
  const { alignment, pattern } = gold
  const slots: SlotOutcome[] = []
  const changes = new OutsideChanges(gold.source, output.text)
  let row = 0
  let variants = 0
  for (const step of steps) {
    const element = pattern.elements[row]
    const fixed = element?.kind === 'fixed' ? element.token : null
    if (step.kind === 'slot') {
      row++
      const mention = alignment.mentions[step.index]
      if (mention === undefined) continue
      const words = output.tokens.slice(step.output, step.output + step.length)
      const named = (lexicon.stretches.get(step.output) ?? []).some(({ length }) => length === words.length)
      const { before, after } = named ? { before: 0, after: 0 } : surplusAround(mention, words)
      const inner = words.slice(before, words.length - after)
      for (const token of words.slice(0, before)) changes.note(null, token)
      changes.pass(mention, inner)
      for (const token of words.slice(words.length - after)) changes.note(null, token)
      const from = step.output + before
      const label = labelOf(mention, inner, lexicon, lexicon.entityOfMention[step.index] ?? -1, from, gold.indexed)
      slots.push({ label, from, to: from + inner.length })
    } else if (step.kind === 'variant') {
      variants++
      const [first, last] = [pattern.elements[row], pattern.elements[row + step.elements - 1]]
      row += step.elements
      const span = first?.kind === 'fixed' && last?.kind === 'fixed' ? { start: first.token.start, end: last.token.end } : null
      changes.pass(span, output.tokens.slice(step.output, step.output + step.length))
    } else {
      const token = step.kind === 'delete' ? null : (output.tokens[step.output] ?? null)
      if (step.kind !== 'insert') row++
      if (step.kind === 'match') changes.pass(fixed, token === null ? [] : [token])
      else changes.note(step.kind === 'insert' ? null : fixed, token)
    }
  }
  const { tokens, found } = changes.end()
  return { slots, outsideEdits: tokens, outside: found, followsVariants: variants === alignment.variants.length }
}

function labelOf(
  mention: GoldMention,
  words: readonly Token[],
  lexicon: Lexicon,
  entity: number,
  position: number,
  source: IndexedText,
): MentionLabel {
  const [first] = words
  if (first === undefined) return 'deleted'
  if (isGold(words, mention.gold)) return 'correct'
  if (sameTokens(words, mention.words) || (words.length === 1 && isPronoun(first))) return 'missed'
  const named = (lexicon.stretches.get(position) ?? []).filter(({ length }) => length === words.length)
  if (named.some(({ entities }) => entities.includes(entity))) return 'form'
  if (named.length > 0) return 'wrong'
  // A plural without article (`teachers`) is no name and no description, but stands in the source.
  const core = coreOf(words)
  return core.some(isContentWord) && !core.some(isPronoun) && placesOf(source, core).length > 0 ? 'wrong' : 'invented'
}

/** Where a slot swallowed more than two added words, the gold text at one of its ends is still the answer; the rest was added. */
function surplusAround(mention: GoldMention, words: readonly Token[]): { readonly before: number; readonly after: number } {
  const { gold } = mention
  const rest = words.length - gold.length
  if (rest <= 0) return { before: 0, after: 0 }
  if (isGold(words.slice(0, gold.length), gold)) return { before: 0, after: rest }
  return isGold(words.slice(rest), gold) ? { before: rest, after: 0 } : { before: 0, after: 0 }
}
