import {
  type EvaluatedExample,
  type ExamplePage,
  type ExampleQuery,
  type JudgedOutput,
  type PairOutcome,
  pairOutcome,
  type SystemName,
} from '../../shared/scorecard'
import { pairOutcome as outcomeOf } from '../scoring/paired'
import { mentionsIn } from './slice-results'

/**
 * The examples that a window asks for: those that became worse first, then what is still wrong, what became better and what was right all along;
 * within each in the order of the data. A label counts in the answers of the system asked about; with a slice as well, in that slice's mentions.
 */
export function examplePage(examples: readonly EvaluatedExample[], query: ExampleQuery): ExamplePage {
  const listed = examples.flatMap((example, place) => {
    const outcome = outcomeOf(isPerfect(example, query.before), isPerfect(example, query.after))
    return isAskedFor(example, outcome, query) ? [{ place, outcome, example }] : []
  })
  const rank = (outcome: PairOutcome) => pairOutcome.options.indexOf(outcome)
  listed.sort((one, other) => rank(one.outcome) - rank(other.outcome) || one.place - other.place)
  return { total: listed.length, examples: listed.slice(query.offset, query.offset + query.limit) }
}

function isAskedFor(example: EvaluatedExample, outcome: PairOutcome, { after, slice, label, ...query }: ExampleQuery): boolean {
  if (query.outcome !== null && query.outcome !== outcome) return false
  const places = slice === null ? [...example.mentions.keys()] : mentionsIn(example, slice)
  if (places === null) return false
  if (label === null) return true
  const output = outputOf(example, after)
  return places.some((place) => output?.mentions[place]?.label === label)
}

function isPerfect(example: EvaluatedExample, system: SystemName): boolean {
  return outputOf(example, system)?.perfect === true
}

function outputOf({ outputs }: EvaluatedExample, system: SystemName): JudgedOutput | undefined {
  return outputs.find((output) => output.system === system)
}
