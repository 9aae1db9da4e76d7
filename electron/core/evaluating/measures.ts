import type { Interval, Projected, Scorecard } from '../../shared/scorecard'
import { percent } from './evaluation-words'

/** One line of a scorecard: what it is called, how it is counted, and its figure with its interval where it is a proportion. */
export type Measure = {
  readonly name: string
  readonly hint: string
  readonly figure: (card: Scorecard) => string
  readonly interval: (card: Scorecard) => Interval | null
}

const none = () => null

/** The measures of projected clusters that are shown, and what has to be said of them. */
export const projectedMeasures: readonly { readonly name: string; readonly of: (scores: Projected) => number }[] = [
  { name: 'LEA F1, projected', of: ({ lea }) => lea },
  { name: 'CoNLL F1, projected', of: ({ conll }) => conll },
]
export const projectedNote =
  'Projected: clusters read off a rewrite against those read off its gold rewrite, at the places of the source. Not comparable with published numbers on OntoNotes.'

/** The lines of a scorecard, in the order in which they are read. */
export const measures: readonly Measure[] = [
  {
    name: 'references resolved',
    hint: 'Recall: written out exactly as in the gold rewrite, of all mentions',
    figure: ({ correct, mentions, recall }) => `${correct}/${mentions}  ${percent(recall)}`,
    interval: ({ intervals }) => intervals.recall,
  },
  ofMentions('in another form', 'The right entity, with a wrong possessive or another of its names', 'form'),
  ofMentions('left as they were', 'References that should have been written out', 'missed'),
  ofMentions('another entity', 'Written out as somebody or something else of the text', 'wrong'),
  ofMentions('invented', 'Written out as what the text does not have', 'invented'),
  ofMentions('deleted', 'References that are gone', 'deleted'),
  {
    name: 'edits that were right',
    hint: 'Precision: of everything that was changed, places outside mentions included',
    figure: (card) => `${card.correct}/${editsOf(card)}  ${percent(card.precision)}`,
    interval: ({ intervals }) => intervals.precision,
  },
  { name: 'mention F1', hint: 'Of recall and precision', figure: ({ f1 }) => percent(f1), interval: none },
  {
    name: 'wrong-entity rate',
    hint: 'Another entity or invented, of what was written out',
    figure: (card) => `${card.wrong + card.invented}/${namedIn(card)}  ${percent(card.wrongEntityRate)}`,
    interval: ({ intervals }) => intervals.wrongEntityRate,
  },
  {
    name: 'untouched text',
    hint: 'Source tokens outside mentions that no edit touched',
    figure: ({ outsideEdits, untouched }) => `${outsideEdits} edited  ${percent(untouched)}`,
    interval: none,
  },
  ofTexts('clean texts', 'Nothing outside the mentions changed', 'cleanTexts'),
  ofTexts('perfect texts', 'Equal to the gold rewrite after normalisation', 'perfectTexts'),
  ofTexts('invented names', 'Texts with a name or number that the source lacks', 'inventedNames'),
  ofTexts('cut off', 'The rewrite ended for want of room', 'truncated'),
  ofTexts('empty', 'Nothing was written', 'empty'),
  ofTexts('announced', 'Begins with words about itself, which count as edits', 'preambled'),
]

function ofMentions(name: string, hint: string, label: 'form' | 'missed' | 'wrong' | 'invented' | 'deleted'): Measure {
  return { name: `  ${name}`, hint, figure: (card) => String(card[label]), interval: none }
}

function ofTexts(
  name: string,
  hint: string,
  key: 'cleanTexts' | 'perfectTexts' | 'inventedNames' | 'truncated' | 'empty' | 'preambled',
): Measure {
  return {
    name,
    hint,
    figure: (card) => `${card[key]}/${card.texts}  ${percent(card.texts === 0 ? 0 : card[key] / card.texts)}`,
    interval: ({ intervals }) => intervals[key],
  }
}

function editsOf({ correct, form, wrong, invented, deleted, outsideHunks }: Scorecard): number {
  return correct + form + wrong + invented + deleted + outsideHunks
}

function namedIn({ correct, form, wrong, invented }: Scorecard): number {
  return correct + form + wrong + invented
}
