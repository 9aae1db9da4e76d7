import type { Discordance, PairedResult, PairOutcome, SystemName } from '../../shared/scorecard'
import { pairedBootstrap } from './bootstrap'
import { mcnemar } from './mcnemar'
import type { CountedExample } from './score'

/** A system's scored texts. */
export type ScoredSystem = { readonly system: SystemName; readonly examples: readonly CountedExample[] }

/** Compares two systems on the same texts, which both lists have in the same order. */
export function pairedResult(before: ScoredSystem, after: ScoredSystem): PairedResult {
  const mentions = before.examples.flatMap((example, text) =>
    example.labels.map((label, mention) => [label === 'correct', after.examples[text]?.labels[mention] === 'correct'] as const),
  )
  return {
    before: before.system,
    after: after.system,
    ...pairedBootstrap(before.examples, after.examples),
    texts: discordanceOf(before.examples.map(({ perfect }, text) => [perfect, after.examples[text]?.perfect === true])),
    mentions: discordanceOf(mentions),
  }
}

/** What became of a text, by whether it was perfect before and after. */
export function pairOutcome(before: boolean, after: boolean): PairOutcome {
  if (before) return after ? 'both-right' : 'broken'
  return after ? 'fixed' : 'still-wrong'
}

function discordanceOf(pairs: readonly (readonly [before: boolean, after: boolean])[]): Discordance {
  const counts = { bothRight: 0, broken: 0, fixed: 0, bothWrong: 0 }
  for (const [before, after] of pairs) {
    if (before && after) counts.bothRight++
    else if (before) counts.broken++
    else if (after) counts.fixed++
    else counts.bothWrong++
  }
  return { ...counts, p: mcnemar(counts.broken, counts.fixed) }
}
