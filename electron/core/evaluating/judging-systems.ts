import type { Comparison, EvaluatedExample, Evaluation, JudgedOutput, SystemName } from '../../shared/scorecard'
import { compare } from '../alignment/edits'
import { goldText } from '../scoring/gold'
import { pairedResult } from '../scoring/paired'
import { type Chain, type ProjectedCounts, projectedCounts, projectedScores } from '../scoring/projected'
import { type CountedExample, type MeasuredExample, scorecard, scoreOutput } from '../scoring/score'
import { inStrides } from './in-strides'
import { sliceResults } from './slice-results'
import { slicesOf } from './slices'
import { type Answer, judgedSystems, type SystemAnswers, type Written, writtenFor } from './written'

type Row = { readonly source: string; readonly gold: string }
type JudgedText = {
  readonly example: EvaluatedExample
  /** Of every system, in order. */
  readonly counted: readonly CountedExample[]
  readonly projected: readonly ProjectedCounts[]
}

/** Systems that are held against each other where both are there, before against after. */
const pairs: readonly (readonly [before: SystemName, after: SystemName])[] = [
  ['base', 'best'],
  ['base', 'last'],
  ['best', 'last'],
  ['other', 'output'],
  ['nearest', 'best'],
  ['nearest', 'last'],
  ['nearest', 'output'],
]

/** Judges what systems wrote for each row, beside the two baselines, which need no model. Throws `cancelled` where the signal says so. */
export async function judgeSystems(
  rows: readonly Row[],
  systems: readonly SystemAnswers[],
  about: Pick<Comparison, 'data' | 'at' | 'hashes'>,
  signal: AbortSignal,
): Promise<Evaluation> {
  const texts = await inStrides(rows, (row, place) => judgeText(row, writtenFor(systems, place, row.source)), signal)
  return evaluationOf(texts, judgedSystems(systems), about)
}

function judgeText({ source, gold }: Row, written: readonly Written[]): JudgedText {
  const text = goldText(source, gold)
  const slices = slicesOf(text)
  const measured = written.map(({ answer }) => scoreOutput(text, answer.output, answer.finishReason === 'length'))
  const example: EvaluatedExample = {
    source,
    gold,
    slices: slices.text,
    mentions: text.alignment.mentions.map(({ start, end, text: words, goldText: name }, place) => ({
      start,
      end,
      text: words,
      gold: name,
      slices: slices.mentions[place] ?? [],
    })),
    outputs: written.flatMap(({ system, answer }, place) => {
      const scored = measured[place]
      return scored === undefined ? [] : [judgedOutput(system, answer, scored)]
    }),
  }
  const chains = chainsOf(source, gold)
  return {
    example,
    counted: measured.map(countedOf),
    projected: written.map(({ answer }) => projectedCounts(chains, chainsOf(source, answer.output))),
  }
}

function judgedOutput(system: SystemName, { output, finishReason }: Answer, scored: MeasuredExample): JudgedOutput {
  const { outside, outsideEdits, perfect, inventsNames, preamble } = scored
  const mentions = scored.mentions.map(({ label, outputStart, outputEnd }) => ({ label, start: outputStart, end: outputEnd }))
  return { system, output, finishReason, mentions, outside, outsideEdits, perfect, inventsNames, preamble }
}

function countedOf({ mentions: _, outside: __, ...counted }: MeasuredExample): CountedExample {
  return counted
}

/** What a rewrite takes for the same, as places of the source. */
function chainsOf(source: string, output: string): readonly Chain[] {
  return compare(source, output).clusters.map(({ mentions }) => new Set(mentions.map(({ start, end }) => `${start}-${end}`)))
}

function evaluationOf(
  texts: readonly JudgedText[],
  systems: readonly SystemName[],
  about: Pick<Comparison, 'data' | 'at' | 'hashes'>,
): Evaluation {
  const scored = systems.map((system, place) => ({
    system,
    examples: texts.flatMap(({ counted }) => {
      const own = counted[place]
      return own === undefined ? [] : [own]
    }),
  }))
  const named = (name: SystemName) => scored.find(({ system }) => system === name)
  const examples = texts.map(({ example }) => example)
  return {
    comparison: {
      ...about,
      systems: scored.map(({ system, examples: own }, place) => ({
        system,
        card: scorecard(own),
        projected: projectedScores(texts.flatMap(({ projected }) => projected[place] ?? [])),
      })),
      pairs: pairs.flatMap(([one, other]) => {
        const [before, after] = [named(one), named(other)]
        return before === undefined || after === undefined ? [] : [pairedResult(before, after)]
      }),
    },
    slices: sliceResults(examples, systems),
    examples,
  }
}
