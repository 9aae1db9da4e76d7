import { f1Difference, f1Words, systemWords } from './score-words'
import { type Comparison, cardOf, type PairedResult, type SystemName } from './scorecard'

/** The largest probability that is not called chance: what the 95 % intervals beside it are of. */
const significant = 0.05

/** Who is held against the rule, as the subject of a sentence. */
const subjects: Readonly<Partial<Record<SystemName, { readonly name: string; readonly is: string; readonly lacks: string }>>> = {
  best: { name: 'The tuned model', is: 'is', lacks: 'the tuned model has not learned as much as that yet' },
  last: {
    name: 'The tuned model with its last weights',
    is: 'is',
    lacks: 'the tuned model with its last weights has not learned as much as that yet',
  },
  output: { name: 'The rewrites', is: 'are', lacks: 'the rewrites are not as good as that' },
}

/**
 * What has to be said of the rule that writes the nearest name, where those held against it are not better than it by more than chance: a sentence
 * or two for each of them, by the mention F1 and its paired bootstrap. Nothing where they are, or where there was nothing to resolve.
 */
export function ruleWords(comparison: Comparison): readonly string[] {
  return comparison.pairs.filter(({ before }) => before === 'nearest').flatMap((pair) => wordsOf(comparison, pair))
}

function wordsOf(comparison: Comparison, { after, f1 }: PairedResult): readonly string[] {
  const [rule, card] = [cardOf(comparison, 'nearest'), cardOf(comparison, after)]
  const subject = subjects[after]
  if (rule === undefined || card === undefined || subject === undefined || rule.mentions === 0) return []
  const isKnown = f1.p < significant
  if (isKnown && f1.value > 0) return []
  const named = `rule “${systemWords.nearest}”`
  const difference = `The difference is ${f1Difference(f1)}.`
  return isKnown
    ? [`The ${named} does better here (mention F1 ${f1Words(rule.f1)} against ${f1Words(card.f1)}): ${subject.lacks}. ${difference}`]
    : [
        `${subject.name} ${subject.is} not measurably better here than the ${named} (mention F1 ${f1Words(card.f1)} against ${f1Words(rule.f1)}). ${difference}`,
      ]
}
