import { editsOf, type MentionLabel, type OutsideChange, type Scorecard, writtenOut } from '../../shared/scorecard'
import type { IndexedText } from '../alignment/phrases'
import { isCapitalisedOrNumeric } from '../alignment/references'
import { sameToken, type Token, tokenize } from '../alignment/tokens'
import { type GoldText, goldText } from './gold'
import { wilson } from './intervals'
import { outcomesOf } from './labels'
import { lexiconOf } from './lexicon'
import { preambleLength } from './preamble'
import { alignSlots } from './slots'

/** A scored text with what the scorecard adds up; plain values only. */
export type MeasuredExample = {
  readonly source: string
  readonly gold: string
  readonly output: string
  /** In source order. */
  readonly labels: readonly MentionLabel[]
  /** Tokens of the output outside the mentions that were added, changed or left out. */
  readonly outsideEdits: number
  /** Runs of such tokens, and how many. */
  readonly outside: readonly OutsideChange[]
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
  /** The output ended for want of room, as far as that is known. */
  readonly truncated: boolean
  /** The mentions, one for each label: UTF-16 spans in the source and in the output (empty where deleted). */
  readonly mentions: readonly MeasuredMention[]
}

/** What the measures of many texts add up from, without what is only shown of each. */
export type CountedExample = Omit<MeasuredExample, 'mentions' | 'outside'>

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
  return scoreOutput(goldText(example.source, example.gold), example.output)
}

/** As `scoreExample`, of a text that was made ready. */
export function scoreOutput(text: GoldText, output: string, truncated = false): MeasuredExample {
  const { source, gold, alignment, pattern } = text
  const everything = tokenize(output)
  const announced = preambleLength(alignment.source, everything)
  const rewrite = everything.slice(announced)
  const lexicon = lexiconOf(text.names, rewrite)
  const outcomes = outcomesOf(text, lexicon, { text: output, tokens: rewrite }, alignSlots(pattern, rewrite, lexicon))
  const outside = [...announcement(output, everything.slice(0, announced)), ...outcomes.outside]
  const outsideEdits = outcomes.outsideEdits + announced
  const labels = outcomes.slots.map(({ label }) => label)
  const clean = outsideEdits === 0
  return {
    source,
    gold,
    output,
    labels,
    outsideEdits,
    outside,
    outsideHunks: outside.length,
    outsideTokens: pattern.elements.filter(({ kind }) => kind === 'fixed').length,
    clean,
    perfect: clean && outcomes.followsVariants && labels.every((label) => label === 'correct'),
    inventsNames: inventsNames(text.indexed, everything),
    preamble: announced > 0,
    empty: everything.length === 0,
    truncated,
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

function announcement(output: string, tokens: readonly Token[]): readonly OutsideChange[] {
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (first === undefined || last === undefined) return []
  const [outputStart, outputEnd] = [first.start, last.end]
  return [{ start: 0, end: 0, outputStart, outputEnd, before: '', after: output.slice(outputStart, outputEnd) }]
}

function inventsNames({ tokens, places }: IndexedText, output: readonly Token[]): boolean {
  return output.some((token) => {
    if (!isCapitalisedOrNumeric(token)) return false
    return !(places.get(token.folded) ?? []).some((place) => {
      const known = tokens[place]
      return known !== undefined && sameToken(known, token)
    })
  })
}

/**
 * The measures of one system over its scored texts. Recall = correct / mentions; precision = correct / edits, which are correct + form + wrong +
 * invented + deleted + outside hunks; wrong-entity rate = (wrong + invented) / (correct + form + wrong + invented); untouched = 1 − edited
 * tokens outside mentions / tokens outside mentions, at least 0. Of nothing every rate is 0.
 */
export function scorecard(examples: readonly CountedExample[]): Scorecard {
  const labels = labelCounts(examples)
  const sum = (measure: (example: CountedExample) => number): number => examples.reduce((total, example) => total + measure(example), 0)
  const count = (has: (example: CountedExample) => boolean): number => examples.filter(has).length
  const texts = examples.length
  const mentions = sum((example) => example.labels.length)
  const { correct, wrong, invented } = labels
  const [outsideEdits, outsideTokens] = [sum((example) => example.outsideEdits), sum((example) => example.outsideTokens)]
  const outsideHunks = sum((example) => example.outsideHunks)
  const edits = editsOf({ ...labels, outsideHunks })
  const named = writtenOut(labels)
  const [recall, precision] = [ratio(correct, mentions), ratio(correct, edits)]
  const cleanTexts = count(({ clean }) => clean)
  const perfectTexts = count(({ perfect }) => perfect)
  const inventedNames = count((example) => example.inventsNames)
  const truncated = count((example) => example.truncated)
  const empty = count((example) => example.empty)
  const preambled = count(({ preamble }) => preamble)
  return {
    texts,
    mentions,
    ...labels,
    outsideEdits,
    outsideHunks,
    outsideTokens,
    recall,
    precision,
    f1: ratio(2 * precision * recall, precision + recall),
    wrongEntityRate: ratio(wrong + invented, named),
    untouched: outsideTokens === 0 ? 0 : Math.max(0, 1 - outsideEdits / outsideTokens),
    cleanTexts,
    perfectTexts,
    inventedNames,
    truncated,
    empty,
    preambled,
    intervals: {
      recall: wilson(correct, mentions),
      precision: wilson(correct, edits),
      wrongEntityRate: wilson(wrong + invented, named),
      cleanTexts: wilson(cleanTexts, texts),
      perfectTexts: wilson(perfectTexts, texts),
      inventedNames: wilson(inventedNames, texts),
      truncated: wilson(truncated, texts),
      empty: wilson(empty, texts),
      preambled: wilson(preambled, texts),
    },
  }
}

/** How many mentions of texts have each label. */
export function labelCounts(examples: readonly Pick<CountedExample, 'labels'>[]): Record<MentionLabel, number> {
  const counts = { correct: 0, form: 0, missed: 0, wrong: 0, invented: 0, deleted: 0 }
  for (const { labels } of examples) for (const label of labels) counts[label]++
  return counts
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
