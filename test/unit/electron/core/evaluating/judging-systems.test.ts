import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { cardOf, type MentionLabel, evaluation as schema, tunedCard } from '../../../../../electron/shared/scorecard'

const never = new AbortController().signal
const about = { data: 'texts.jsonl', at: '2026-11-26T00:00:00.000Z', hashes: [] }
const rows = [
  { source: 'John met Mary. He gave her his book.', gold: "John met Mary. John gave Mary John's book." },
  { source: 'Acme Corp grew. Its ships sank.', gold: "Acme Corp grew. Acme Corp's ships sank." },
  { source: 'It rained in Oslo all day.', gold: 'It rained in Oslo all day.' },
]
const perfect = rows.map(({ gold }) => ({ output: gold, finishReason: 'stop' as const }))
const copies = rows.map(({ source }) => ({ output: source, finishReason: 'stop' as const }))

/** Rows with what a model wrote: the gold rewrite, the source, a mixture of both, or something else. */
const written = fc.tuple(fc.constantFrom(...rows), fc.constantFrom('gold', 'source', 'half', 'nothing', 'announced')).map(([row, kind]) => {
  const outputs: Readonly<Record<string, string>> = {
    gold: row.gold,
    source: row.source,
    half: row.gold.replace('John gave', 'He kindly gave'),
    nothing: '',
    announced: `Here is the rewritten text: ${row.gold}`,
  }
  return { row, output: outputs[kind] ?? '' }
})

const judged = async (texts: readonly { row: (typeof rows)[number]; output: string }[]) =>
  judgeSystems(
    texts.map(({ row }) => row),
    [{ system: 'output', answers: texts.map(({ output }) => ({ output, finishReason: null })) }],
    about,
    never,
  )

describe('systems on the same texts', () => {
  it('has base and tuned beside the two baselines, and holds the ones against the others', async () => {
    const result = await judgeSystems(
      rows,
      [
        { system: 'base', answers: copies },
        { system: 'best', answers: perfect },
      ],
      about,
      never,
    )
    expect(schema.parse(result)).toEqual(result)
    const { comparison } = result
    expect(comparison.systems.map(({ system }) => system)).toEqual(['base', 'best', 'copy', 'nearest'])
    expect(comparison.pairs.map(({ before, after }) => [before, after])).toEqual([
      ['base', 'best'],
      ['nearest', 'best'],
    ])
    expect(tunedCard(comparison)).toMatchObject({ recall: 1, precision: 1, perfectTexts: 3 })
    expect(comparison.pairs[0]).toMatchObject({
      recall: { value: 1 },
      mentions: { fixed: 4, broken: 0 },
      texts: { fixed: 2, bothRight: 1 },
    })
  })

  it('the copy resolves nothing and touches nothing, gold against itself is perfect', async () => {
    const { comparison } = await judgeSystems(rows, [{ system: 'output', answers: perfect }], about, never)
    expect(cardOf(comparison, 'copy')).toMatchObject({ correct: 0, missed: 4, outsideEdits: 0, untouched: 1 })
    expect(cardOf(comparison, 'output')).toMatchObject({ correct: 4, f1: 1, perfectTexts: 3, cleanTexts: 3 })
    expect(cardOf(comparison, 'nearest')).toMatchObject({ correct: 4, perfectTexts: 3 })
  })

  it('every mention has one label, in every system', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 6 }), async (texts) => {
        const { comparison, examples } = await judged(texts)
        for (const { card } of comparison.systems) {
          const labels: readonly MentionLabel[] = ['correct', 'form', 'missed', 'wrong', 'invented', 'deleted']
          expect(labels.reduce((sum, label) => sum + card[label], 0)).toBe(card.mentions)
        }
        for (const { mentions, outputs } of examples) for (const output of outputs) expect(output.mentions).toHaveLength(mentions.length)
      }),
      { numRuns: 20 },
    )
  })

  it('the order of the texts changes no number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 2, maxLength: 6 }), async (texts) => {
        const [one, other] = [await judged(texts), await judged([...texts].reverse())]
        expect(other.comparison).toEqual(one.comparison)
        expect(other.slices).toEqual(one.slices)
      }),
      { numRuns: 10 },
    )
  })

  it('spans of an example are those of its words', async () => {
    const output = rows[0]?.gold.replace('John gave', 'John gladly gave') ?? ''
    const { examples } = await judged([{ row: rows[0] ?? { source: '', gold: '' }, output }])
    const [example] = examples
    expect(example?.mentions.map(({ start, end, gold }) => [example.source.slice(start, end), gold])).toEqual([
      ['He', 'John'],
      ['her', 'Mary'],
      ['his', "John's"],
    ])
    const judgedOutput = example?.outputs[0]
    expect(judgedOutput?.mentions.map(({ start, end }) => output.slice(start, end))).toEqual(['John', 'Mary', "John's"])
    expect(judgedOutput?.outside.map(({ after }) => after)).toEqual(['gladly'])
  })

  it('slices count the mentions of their kind, and texts in which nothing is to be resolved', async () => {
    const { slices } = await judgeSystems(rows, [{ system: 'output', answers: copies }], about, never)
    const of = (name: string) => slices.find(({ slice }) => slice === name)
    expect(of('possessive')).toMatchObject({ mentions: 2, texts: 2 })
    expect(of('nothing-to-resolve')).toMatchObject({ mentions: 0, texts: 1 })
    expect(of('nothing-to-resolve')?.systems).toMatchObject([
      { system: 'output', perfectTexts: 1 },
      { system: 'copy' },
      { system: 'nearest' },
    ])
    expect(of('they')).toBeUndefined()
  })

  it('ends when it is cancelled', async () => {
    const cancelling = AbortSignal.abort()
    await expect(judgeSystems(rows, [{ system: 'output', answers: perfect }], about, cancelling)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    })
  })
})
