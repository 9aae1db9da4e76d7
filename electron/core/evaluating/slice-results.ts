import { type EvaluatedExample, type SliceName, type SliceResult, type SystemName, sliceName } from '../../shared/scorecard'
import { wilson } from '../scoring/intervals'

/** The slices that have any text, in the order of their names' list, each with what every system has right of it. */
export function sliceResults(examples: readonly EvaluatedExample[], systems: readonly SystemName[]): readonly SliceResult[] {
  return sliceName.options.flatMap((slice): readonly SliceResult[] => {
    const cuts = examples.flatMap((example) => {
      const mentions = mentionsIn(example, slice)
      return mentions === null ? [] : [{ example, mentions }]
    })
    const mentions = cuts.reduce((sum, cut) => sum + cut.mentions.length, 0)
    if (cuts.length === 0) return []
    return [{ slice, texts: cuts.length, mentions, systems: systems.map((system) => resultOf(system, cuts, mentions)) }]
  })
}

/** Places of the mentions of a text that are in a slice: all of them where the text is; null where nothing of it is. */
export function mentionsIn(example: EvaluatedExample, slice: SliceName): readonly number[] | null {
  const whole = example.slices.includes(slice)
  const places = example.mentions.flatMap((mention, place) => (whole || mention.slices.includes(slice) ? [place] : []))
  return whole || places.length > 0 ? places : null
}

type Cut = { readonly example: EvaluatedExample; readonly mentions: readonly number[] }

function resultOf(system: SystemName, cuts: readonly Cut[], mentions: number): SliceResult['systems'][number] {
  let [correct, perfectTexts] = [0, 0]
  for (const { example, mentions: places } of cuts) {
    const output = example.outputs.find((judged) => judged.system === system)
    correct += places.filter((place) => output?.mentions[place]?.label === 'correct').length
    if (output?.perfect === true) perfectTexts++
  }
  return {
    system,
    correct,
    recall: mentions === 0 ? 0 : correct / mentions,
    interval: wilson(correct, mentions),
    perfectTexts,
    perfectInterval: wilson(perfectTexts, cuts.length),
  }
}
