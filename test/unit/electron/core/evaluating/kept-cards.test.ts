import { mkdir, rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readCard, writeCard } from '../../../../../electron/core/evaluating/card-file'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { KeptCards } from '../../../../../electron/core/evaluating/kept-cards'
import { layoutOf } from '../../../../../electron/core/home'
import { Runs } from '../../../../../electron/core/runs/runs'
import type { RunState } from '../../../../../electron/shared/run'
import type { Evaluation } from '../../../../../electron/shared/scorecard'
import { run } from '../../../renderer/figures'
import { temporaryFolder } from '../temporary-folder'

const finished = (steps: number): RunState => ({
  state: 'finished',
  steps,
  bestStep: steps,
  bestLoss: 0.5,
  finishedAt: '2026-01-01T00:00:00.000Z',
  seconds: 1,
  early: false,
})
const [first, second] = ['2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z']

function scoredAt(at: string): Promise<Evaluation> {
  const rows = [{ source: 'Ann left. She ran.', gold: 'Ann left. Ann ran.' }]
  const answers = rows.map(({ gold }) => ({ output: gold, finishReason: 'stop' as const }))
  return judgeSystems(rows, [{ system: 'best', answers }], { data: 'held-out rows', at, hashes: [] }, new AbortController().signal)
}

async function given() {
  const layout = layoutOf(await temporaryFolder())
  for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
  const runs = await Runs.open(layout, () => undefined)
  const { id, createdAt, ...draft } = run('a run', { state: finished(9) })
  const before = await runs.create(draft)
  return { runs, before, cards: new KeptCards(runs), path: runs.files(before.id).card }
}

it('keeps the card and tells of it in the record', async () => {
  const { runs, before, cards } = await given()
  await expect(cards.of(before.id)).rejects.toMatchObject({ failure: { code: 'not-found', message: 'This run was not scored yet.' } })
  const evaluation = await scoredAt(first)
  await cards.keep(before, evaluation)
  expect(runs.get(before.id).comparison).toEqual(evaluation.comparison)
  expect(await cards.of(before.id)).toEqual(evaluation)
})

it.each<[string, RunState]>([
  ['goes on', { state: 'running', phase: 'training', step: 10, totalSteps: 20, startedAt: first }],
  ['has gone on and ended again', finished(20)],
])('keeps neither of a run that %s, whose weights are others than those that were scored', async (_, state) => {
  const { runs, before, cards, path } = await given()
  const evaluation = await scoredAt(first)
  await runs.update(before.id, { state })
  await cards.keep(before, evaluation)
  expect(runs.get(before.id).comparison).toBeNull()
  expect(await readCard(path)).toBeNull()
})

it('keeps what a run was scored on that was renamed meanwhile', async () => {
  const { runs, before, cards } = await given()
  await runs.update(before.id, { name: 'another name' })
  await cards.keep(before, await scoredAt(first))
  expect(runs.get(before.id)).toMatchObject({ name: 'another name', comparison: { at: first } })
})

it('gives no texts of another scoring than the record tells of, and those once they are there', async () => {
  const { before, cards, path } = await given()
  await cards.keep(before, await scoredAt(first))
  await writeCard(path, await scoredAt(second))
  await expect(cards.of(before.id)).rejects.toMatchObject({ failure: { code: 'not-found', hint: 'Score the run again.' } })
  await writeCard(path, await scoredAt(first))
  expect((await cards.of(before.id)).comparison.at).toBe(first)
})

it('reads a card once for all its pages, and the next scoring anew', async () => {
  const { before, cards, path } = await given()
  await cards.keep(before, await scoredAt(first))
  const read = await cards.of(before.id)
  await rm(path)
  expect(await cards.of(before.id)).toBe(read)
  await cards.keep(before, await scoredAt(second))
  expect((await cards.of(before.id)).comparison.at).toBe(second)
})
