import type { MentionLabel, Scorecard, ScoredExample } from '../../shared/scorecard'
import { goldMentions } from '../alignment/mentions'
import { isCapitalisedOrNumeric } from '../alignment/references'
import { sameToken, type Token, tokenize } from '../alignment/tokens'
import { outcomesOf } from './labels'
import { lexiconOf } from './lexicon'
import { patternOf } from './pattern'
import { preambleLength } from './preamble'
import { alignSlots } from './slots'

/** A scored text with what the scorecard adds up; plain values only. `outsideEdits` counts tokens, `outsideHunks` runs of them. */
export type MeasuredExample = ScoredExample & {
  readonly outsideHunks: number
  /** Tokens of the source outside mentions. */
  readonly outsideTokens: number
  readonly clean: boolean
  /** Every mention correct and nothing else changed: equal to the gold rewrite after normalisation. */
  readonly perfect: boolean
  /** The output has a capitalised or numeric token that the source lacks. */
  readonly inventsNames: boolean
  /** The output announces itself (`Here is the rewritten text:`); the announcement counts as outside edits. */
  readonly preamble: boolean
  readonly empty: boolean
  /** The mentions, one for each label: UTF-16 spans in the source and in the output (empty where deleted). */
  readonly mentions: readonly MeasuredMention[]
}

/** One mention of a scored text. */
export type MeasuredMention = {
  readonly label: MentionLabel
  readonly start: number
  readonly end: number
  readonly text: string
  readonly gold: string
  readonly outputStart: number
  readonly outputEnd: number
}

/** Labels every gold mention of a text by what the output made of it, and counts what was changed besides. */
export function scoreExample(example: { readonly source: string; readonly gold: string; readonly output: string }): MeasuredExample {
  const { source, gold, output } = example
  const alignment = goldMentions(source, gold)
  const everything = tokenize(output)
  const announced = preambleLength(alignment.source, everything)
  const rewrite = everything.slice(announced)
  const lexicon = lexiconOf(alignment, rewrite)
  const pattern = patternOf(alignment)
  const outcomes = outcomesOf(alignment, lexicon, rewrite, alignSlots(pattern, rewrite, lexicon))
  const outsideEdits = outcomes.outsideEdits + announced
  const labels = outcomes.slots.map(({ label }) => label)
  const clean = outsideEdits === 0
  return {
    source,
    gold,
    output,
    labels,
    outsideEdits,
    outsideHunks: outcomes.outsideHunks + (announced > 0 ? 1 : 0),
    outsideTokens: pattern.elements.filter(({ kind }) => kind === 'fixed').length,
    clean,
    perfect: clean && outcomes.followsVariants && labels.every((label) => label === 'correct'),
    inventsNames: inventsNames(alignment.source, everything),
    preamble: announced > 0,
    empty: everything.length === 0,
    mentions: alignment.mentions.flatMap((mention, index) => {
      const slot = outcomes.slots[index]
      if (slot === undefined) return []
      const outputStart = rewrite[slot.from]?.start ?? output.length
      return {
        label: slot.label,
        start: mention.start,
        end: mention.end,
        text: mention.text,
        gold: mention.goldText,
        outputStart,
        outputEnd: slot.to > slot.from ? (rewrite[slot.to - 1]?.end ?? outputStart) : outputStart,
      }
    }),
  }
}

function inventsNames(source: readonly Token[], output: readonly Token[]): boolean {
  const exact = new Set(source.map(({ key }) => key))
  const sameLetters = new Map<string, Token[]>()
  for (const token of source) sameLetters.set(token.folded, [...(sameLetters.get(token.folded) ?? []).slice(-1), token])
  return output.some(
    (token) =>
      isCapitalisedOrNumeric(token) &&
      !exact.has(token.key) &&
      !(sameLetters.get(token.folded) ?? []).some((known) => sameToken(known, token)),
  )
}

/**
 * The measures of one system over its scored texts. Recall = correct / mentions; precision = correct / (correct + form + wrong + invented +
 * deleted + outside hunks); wrong-entity rate = (wrong + invented) / (correct + form + wrong + invented); untouched = 1 − edited tokens outside
 * mentions / tokens outside mentions. Of nothing every rate is 0.
 */
export function scorecard(examples: readonly MeasuredExample[]): Scorecard {
  const labels = examples.flatMap((example) => example.labels)
  const count = (label: MentionLabel): number => labels.filter((other) => other === label).length
  const sum = (measure: (example: MeasuredExample) => number): number => examples.reduce((total, example) => total + measure(example), 0)
  const [correct, form, missed] = [count('correct'), count('form'), count('missed')]
  const [wrong, invented, deleted] = [count('wrong'), count('invented'), count('deleted')]
  const recall = ratio(correct, labels.length)
  const precision = ratio(correct, correct + form + wrong + invented + deleted + sum(({ outsideHunks }) => outsideHunks))
  const outsideEdits = sum((example) => example.outsideEdits)
  const outsideTokens = sum((example) => example.outsideTokens)
  return {
    texts: examples.length,
    mentions: labels.length,
    correct,
    form,
    missed,
    wrong,
    invented,
    deleted,
    outsideEdits,
    recall,
    precision,
    f1: ratio(2 * precision * recall, precision + recall),
    wrongEntityRate: ratio(wrong + invented, correct + form + wrong + invented),
    untouched: outsideTokens === 0 ? 0 : Math.max(0, 1 - outsideEdits / outsideTokens),
    cleanTexts: sum(({ clean }) => (clean ? 1 : 0)),
    perfectTexts: sum(({ perfect }) => (perfect ? 1 : 0)),
    inventedNames: sum(({ inventsNames }) => (inventsNames ? 1 : 0)),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
