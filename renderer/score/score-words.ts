import { count, counted } from '../../electron/shared/quantities'
import { f1Difference, probabilityWords, systemWords } from '../../electron/shared/score-words'
import type { PairedResult, SystemName } from '../../electron/shared/scorecard'

const order: readonly SystemName[] = ['copy', 'nearest', 'base', 'other', 'output', 'last', 'best']

/** Systems from the one of which the least is expected to the one of which the most is. */
export const inOrder = <T extends { readonly system: SystemName }>(systems: readonly T[]): readonly T[] =>
  systems.toSorted((one, other) => order.indexOf(one.system) - order.indexOf(other.system))

/** What one system made better and worse than another, in a sentence for each. */
export function pairWords({ before, after, f1, texts, mentions }: PairedResult): readonly string[] {
  return [
    `Mention F1, ${systemWords[after]} against ${systemWords[before]}: ${f1Difference(f1)}, by 2,000 resamples of the texts.`,
    `${counted(mentions.fixed, 'reference')} fixed and ${count(mentions.broken)} broken, ${probabilityWords(mentions.p)}; ` +
      `${counted(texts.fixed, 'text')} fixed and ${count(texts.broken)} broken, ${probabilityWords(texts.p)} (exact McNemar test).`,
  ]
}
