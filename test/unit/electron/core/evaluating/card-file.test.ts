import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCard, writeCard } from '../../../../../electron/core/evaluating/card-file'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { temporaryFolder } from '../temporary-folder'

const about = { data: 'x', at: '2026-11-26T00:00:00.000Z', hashes: [] }
const never = new AbortController().signal

it.each([0, 1, 3])('keeps an evaluation of %i texts', async (texts) => {
  const rows = Array.from({ length: texts }, () => ({ source: 'Ann left. She “ran”.', gold: 'Ann left. Ann “ran”.' }))
  const answers = rows.map(({ gold }) => ({ output: gold, finishReason: 'length' as const }))
  const evaluation = await judgeSystems(rows, [{ system: 'best', answers }], about, never)
  const path = join(await temporaryFolder(), 'card.json')
  await writeCard(path, evaluation)
  expect(await readCard(path)).toEqual(evaluation)
})

it('has none where there is none, or one of an earlier version', async () => {
  const path = join(await temporaryFolder(), 'card.json')
  expect(await readCard(path)).toBeNull()
  await writeFile(path, '{"comparison": {"base": {}}, "examples": {}}')
  expect(await readCard(path)).toBeNull()
  await writeFile(path, '{')
  expect(await readCard(path)).toBeNull()
})
