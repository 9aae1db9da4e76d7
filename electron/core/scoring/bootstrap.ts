import { type Difference, editsOf } from '../../shared/scorecard'
import { randomIntegers } from './random'
import { type CountedExample, labelCounts } from './score'

/** Resamples of a paired bootstrap. */
export const resamples = 2000

/** What the measures of one text add up from, for both systems. */
type Counts = readonly [mentions: number, correctBefore: number, editsBefore: number, correctAfter: number, editsAfter: number]

/** Differences of recall, precision and mention F1, after minus before. */
export type Differences = { readonly recall: Difference; readonly precision: Difference; readonly f1: Difference }

/**
 * Paired bootstrap over texts: each resample draws as many texts as there are, with replacement, and takes both systems' measures of them
 * (Efron 1979; percentile interval). p is twice the smaller share of resamples on one side of zero, each counted with one more. Seeded, and
 * independent of the order of the texts. Both lists are of the same texts, in the same order.
 */
export function pairedBootstrap(before: readonly CountedExample[], after: readonly CountedExample[], seed = 1): Differences {
  const counts = before.map((example, index) => countsOf(example, after[index] ?? example)).sort(byCounts)
  const whole = measuresOf(counts, (text) => text)
  const draw = randomIntegers(seed)
  const drawn = { recall: new Float64Array(resamples), precision: new Float64Array(resamples), f1: new Float64Array(resamples) }
  for (let resample = 0; resample < resamples; resample++) {
    const measures = measuresOf(counts, () => draw(counts.length))
    drawn.recall[resample] = measures.recall
    drawn.precision[resample] = measures.precision
    drawn.f1[resample] = measures.f1
  }
  return {
    recall: differenceOf(whole.recall, drawn.recall),
    precision: differenceOf(whole.precision, drawn.precision),
    f1: differenceOf(whole.f1, drawn.f1),
  }
}

function countsOf(before: CountedExample, after: CountedExample): Counts {
  return [before.labels.length, ...correctAndEdits(before), ...correctAndEdits(after)]
}

function correctAndEdits(example: CountedExample): readonly [correct: number, edits: number] {
  const counts = labelCounts([example])
  return [counts.correct, editsOf({ ...counts, outsideHunks: example.outsideHunks })]
}

function byCounts(one: Counts, other: Counts): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function measuresOf(counts: readonly Counts[], pick: (text: number) => number) {
  let [mentions, correctBefore, editsBefore, correctAfter, editsAfter] = [0, 0, 0, 0, 0]
  for (let text = 0; text < counts.length; text++) {
    const drawn = counts[pick(text)]
    if (drawn === undefined) continue
    mentions += drawn[0]
    correctBefore += drawn[1]
    editsBefore += drawn[2]
    correctAfter += drawn[3]
    editsAfter += drawn[4]
  }
  return {
    recall: ratio(correctAfter, mentions) - ratio(correctBefore, mentions),
    precision: ratio(correctAfter, editsAfter) - ratio(correctBefore, editsBefore),
    // 2PR / (P + R), with both over one line.
    f1: ratio(2 * correctAfter, mentions + editsAfter) - ratio(2 * correctBefore, mentions + editsBefore),
  }
}

function differenceOf(value: number, drawn: Float64Array): Difference {
  drawn.sort()
  const below = drawn.filter((difference) => difference <= 0).length
  const above = drawn.filter((difference) => difference >= 0).length
  return {
    value,
    low: drawn[Math.ceil(0.025 * resamples) - 1] ?? value,
    high: drawn[Math.ceil(0.975 * resamples) - 1] ?? value,
    p: Math.min(1, (2 * (Math.min(below, above) + 1)) / (resamples + 1)),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
