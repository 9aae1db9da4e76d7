import { setImmediate } from 'node:timers/promises'
import type { GapResult } from '../../shared/benchmark'
import type { SystemName } from '../../shared/scorecard'
import type { SystemAnswers } from '../evaluating/judging-systems'
import { nearestAgreeingName } from '../evaluating/nearest-name'
import { cancelled } from '../jobs'
import { type GapAnswer, type GapExample, gapAnswer, gapScore } from './gap'

/** A score on GAP with every text behind it. */
export type GapEvaluation = {
  readonly result: GapResult
  readonly examples: readonly (GapExample & {
    readonly outputs: readonly ({ readonly system: SystemName; readonly output: string } & GapAnswer)[]
  })[]
}

/** Texts judged at a time, between which a window and Ctrl-C are heard. */
const stride = 16

/** Judges what systems wrote for each text of GAP, beside the two baselines. Throws `cancelled` where the signal says so. */
export async function judgeGap(
  examples: readonly GapExample[],
  systems: readonly SystemAnswers[],
  about: Omit<GapResult, 'systems'>,
  signal: AbortSignal,
): Promise<GapEvaluation> {
  const judged: GapEvaluation['examples'][number][] = []
  for (const [place, example] of examples.entries()) {
    const written = [
      ...systems.map(({ system, answers }) => ({ system, output: answers[place]?.output ?? '' })),
      { system: 'copy' as const, output: example.text },
      { system: 'nearest' as const, output: nearestAgreeingName(example.text) },
    ]
    judged.push({ ...example, outputs: written.map((one) => ({ ...one, ...gapAnswer(example, one.output) })) })
    if (place % stride === stride - 1) await setImmediate()
    if (signal.aborted) throw cancelled()
  }
  const names: readonly SystemName[] = [...systems.map(({ system }) => system), 'copy', 'nearest']
  const scores = names.map((system, place) => ({
    system,
    score: gapScore(
      examples,
      judged.map(({ outputs }) => outputs[place] ?? { a: false, b: false }),
    ),
  }))
  return { result: { ...about, systems: scores }, examples: judged }
}
