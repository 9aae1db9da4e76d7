import type { MentionLabel } from '../../shared/scorecard'
import type { GoldAlignment, GoldMention } from '../alignment/mentions'
import { coreOf, type IndexedText, indexText, placesOf } from '../alignment/phrases'
import { isContentWord, isPronoun } from '../alignment/references'
import { sameTokens, type Token } from '../alignment/tokens'
import type { Lexicon } from './lexicon'
import { isGold, type SlotStep } from './slots'

/** What became of one mention: its label and the output tokens in its place. */
export type SlotOutcome = { readonly label: MentionLabel; readonly from: number; readonly to: number }

/** Labels in mention order, and what was changed outside them. */
export type Outcomes = {
  readonly slots: readonly SlotOutcome[]
  /** Tokens outside mentions that were replaced, left out or added. */
  readonly outsideEdits: number
  /** Runs of such tokens. */
  readonly outsideHunks: number
  /** Whether the output agrees with the gold rewrite wherever that departs from the source outside mentions. */
  readonly followsVariants: boolean
}

/** Reads labels and outside edits off the steps of the slot alignment. */
export function outcomesOf(alignment: GoldAlignment, lexicon: Lexicon, output: readonly Token[], steps: readonly SlotStep[]): Outcomes {
  const source = indexText(alignment.source)
  const slots: SlotOutcome[] = []
  let outsideEdits = 0
  let outsideHunks = 0
  let inHunk = false
  let variants = 0
  const count = (tokens: number): void => {
    outsideEdits += tokens
    if (tokens > 0 && !inHunk) outsideHunks++
    if (tokens > 0) inHunk = true
  }
  for (const step of steps) {
    if (step.kind === 'substitute' || step.kind === 'insert' || step.kind === 'delete') {
      count(1)
      continue
    }
    if (step.kind === 'variant') variants++
    const mention = step.kind === 'slot' ? alignment.mentions[step.index] : undefined
    if (step.kind !== 'slot' || mention === undefined) {
      inHunk = false
      continue
    }
    const words = output.slice(step.output, step.output + step.length)
    const named = (lexicon.stretches.get(step.output) ?? []).some(({ length }) => length === words.length)
    const surplus = named ? { before: 0, after: 0 } : surplusAround(mention, words)
    count(surplus.before)
    inHunk = false
    count(surplus.after)
    const inner = words.slice(surplus.before, words.length - surplus.after)
    const label = labelOf(mention, inner, lexicon, lexicon.entityOfMention[step.index] ?? -1, step.output + surplus.before, source)
    slots.push({ label, from: step.output + surplus.before, to: step.output + surplus.before + inner.length })
  }
  return { slots, outsideEdits, outsideHunks, followsVariants: variants === alignment.variants.length }
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
  return core.some(isContentWord) && placesOf(source, core).length > 0 ? 'wrong' : 'invented'
}

/** Where a slot swallowed more than two added words, the gold text at one of its ends is still the answer; the rest was added. */
function surplusAround(mention: GoldMention, words: readonly Token[]): { readonly before: number; readonly after: number } {
  const { gold } = mention
  const rest = words.length - gold.length
  if (rest <= 0) return { before: 0, after: 0 }
  if (isGold(words.slice(0, gold.length), gold)) return { before: 0, after: rest }
  return isGold(words.slice(rest), gold) ? { before: rest, after: 0 } : { before: 0, after: 0 }
}
