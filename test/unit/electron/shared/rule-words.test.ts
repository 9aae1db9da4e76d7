import { expect, it } from 'vitest'
import { judgeSystems } from '../../../../electron/core/evaluating/judging-systems'
import { ruleWords } from '../../../../electron/shared/rule-words'
import type { Comparison, SystemName } from '../../../../electron/shared/scorecard'

const source = 'Ann met Tom. He left her.'
const gold = 'Ann met Tom. Tom left Ann.'
const wrong = 'Ann met Tom. Ann left Tom.'
/** A text whose nearest agreeing name is not the one that is meant. */
const hard = { source: 'Ann met Eve. Ann smiled. She left.', gold: 'Ann met Eve. Ann smiled. Eve left.' }

async function compared(system: SystemName, rows: readonly { source: string; gold: string; output: string }[]): Promise<Comparison> {
  const answers = rows.map(({ output }) => ({ output, finishReason: null }))
  const about = { data: 'rows.jsonl', at: '2026-11-26T00:00:00.000Z', hashes: [] }
  return (await judgeSystems(rows, [{ system, answers }], about, new AbortController().signal)).comparison
}
const times = <T>(many: number, one: T): T[] => Array.from({ length: many }, () => one)

it('says where the rule does better by more than chance', async () => {
  const rows = [...times(15, { source, gold, output: wrong }), ...times(15, { source, gold, output: gold })]
  const [said, ...more] = ruleWords(await compared('best', rows))
  expect(said).toMatch(
    /^The rule “nearest name” does better here \(mention F1 1\.000 against 0\.500\): the tuned model has not learned as much as that yet\. The difference is −0\.500 \(−0\.\d{3} to −0\.\d{3}\), p < 0\.001\.$/,
  )
  expect(more).toEqual([])
})

it('says where it is not known which of the two is better, whichever is ahead', async () => {
  const level = await compared('best', times(4, { source, gold, output: gold }))
  expect(ruleWords(level)).toEqual([
    'The tuned model is not measurably better here than the rule “nearest name” (mention F1 1.000 against 1.000). The difference is +0.000 (+0.000 to +0.000), p = 1.000.',
  ])
  const behind = await compared('best', [{ source, gold, output: wrong }, ...times(3, { source, gold, output: gold })])
  expect(ruleWords(behind)[0]).toMatch(/^The tuned model is not measurably better .* 0\.750 against 1\.000/)
  const ahead = await compared('best', [{ ...hard, output: hard.gold }, ...times(3, { source, gold, output: gold })])
  expect(ruleWords(ahead)[0]).toMatch(/^The tuned model is not measurably better .* 1\.000 against 0\.\d{3}\)\. The difference is \+/)
})

it('says nothing where the model does better by more than chance', async () => {
  expect(ruleWords(await compared('best', times(30, { ...hard, output: hard.gold })))).toEqual([])
})

it('says nothing where there was nothing to resolve', async () => {
  const nothing = { source: 'Ann met Tom.', gold: 'Ann met Tom.', output: 'Ann met Tom.' }
  expect(ruleWords(await compared('best', times(3, nothing)))).toEqual([])
})

it('names whoever was held against it', async () => {
  const rows = times(4, { source, gold, output: gold })
  expect(ruleWords(await compared('last', rows))[0]).toMatch(/^The tuned model with its last weights is not/)
  expect(ruleWords(await compared('output', rows))[0]).toMatch(/^The rewrites are not/)
})
