import { type GoldAlignment, goldMentions } from '../alignment/mentions'
import { type IndexedText, indexText } from '../alignment/phrases'
import { type Names, namesOfGold } from './lexicon'
import { type Pattern, patternOf } from './pattern'

/** A source with its gold rewrite, ready to judge outputs by: made once, whatever the number of systems. */
export type GoldText = {
  readonly source: string
  readonly gold: string
  readonly alignment: GoldAlignment
  /** The source's tokens with their places. */
  readonly indexed: IndexedText
  readonly pattern: Pattern
  readonly names: Names
}

/** Aligns a source with its gold rewrite. */
export function goldText(source: string, gold: string): GoldText {
  const alignment = goldMentions(source, gold)
  return { source, gold, alignment, indexed: indexText(alignment.source), pattern: patternOf(alignment), names: namesOfGold(alignment) }
}
