import type { JudgedOutput, SystemName } from '../../shared/scorecard'
import { nearestAgreeingName } from './nearest-name'

/** A rewrite, and why it ended; null where nobody knows. */
export type Answer = { readonly output: string; readonly finishReason: JudgedOutput['finishReason'] }

/** What one system wrote, a rewrite a row, in the order of the rows. */
export type SystemAnswers = { readonly system: SystemName; readonly answers: readonly Answer[] }

/** What one system wrote for one text. */
export type Written = { readonly system: SystemName; readonly answer: Answer }

/** The names of those whose rewrites are judged: the systems that answered, then the two baselines, which need no model. */
export function judgedSystems(systems: readonly SystemAnswers[]): readonly SystemName[] {
  return [...systems.map(({ system }) => system), 'copy', 'nearest']
}

/** What each of them wrote for the text at a place, in the same order. */
export function writtenFor(systems: readonly SystemAnswers[], place: number, source: string): readonly Written[] {
  return [
    ...systems.map(({ system, answers }) => ({ system, answer: answers[place] ?? { output: '', finishReason: null } })),
    { system: 'copy', answer: { output: source, finishReason: null } },
    { system: 'nearest', answer: { output: nearestAgreeingName(source), finishReason: null } },
  ]
}
