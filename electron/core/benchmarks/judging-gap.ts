import type { Comparison, SystemName } from '../../shared/scorecard'
import { inStrides } from '../evaluating/in-strides'
import { judgedSystems, type SystemAnswers, writtenFor } from '../evaluating/written'
import { type GapAnswer, type GapExample, type GapScore, gapAnswer, gapScore } from './gap'

/** Several systems on the same texts of GAP. */
export type GapResult = Pick<Comparison, 'data' | 'at' | 'hashes'> & {
  readonly systems: readonly { readonly system: SystemName; readonly score: GapScore }[]
}

/** A score on GAP with every text behind it. */
export type GapEvaluation = {
  readonly result: GapResult
  readonly examples: readonly (GapExample & {
    readonly outputs: readonly ({ readonly system: SystemName; readonly output: string } & GapAnswer)[]
  })[]
}

/** Judges what systems wrote for each text of GAP, beside the two baselines. Throws `cancelled` where the signal says so. */
export async function judgeGap(
  examples: readonly GapExample[],
  systems: readonly SystemAnswers[],
  about: Omit<GapResult, 'systems'>,
  signal: AbortSignal,
): Promise<GapEvaluation> {
  const judge = (example: GapExample, place: number): GapEvaluation['examples'][number] => ({
    ...example,
    outputs: writtenFor(systems, place, example.text).map(({ system, answer: { output } }) => ({
      system,
      output,
      ...gapAnswer(example, output),
    })),
  })
  const judged = await inStrides(examples, judge, signal)
  const scores = judgedSystems(systems).map((system, place) => ({
    system,
    score: gapScore(
      examples,
      judged.map(({ outputs }) => outputs[place] ?? { a: false, b: false }),
    ),
  }))
  return { result: { ...about, systems: scores }, examples: judged }
}
