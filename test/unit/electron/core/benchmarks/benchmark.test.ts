import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { benchmarkOf, readBenchmark } from '../../../../../electron/core/benchmarks/benchmark'
import { temporaryFolder } from '../temporary-folder'

const gap =
  '\ufeffID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n' +
  't-1\tAnn met Eva. She left.\tShe\t13\tAnn\t0\tTRUE\tEva\t8\tFALSE\tnone\n'
const cast = JSON.stringify([{ turn: [{ raw_utterance: 'Why?', manual_rewritten_utterance: 'Why not?' }] }])

it('tells GAP and CAsT apart by what is in them', async () => {
  const path = join(await temporaryFolder(), 'gap.txt')
  await writeFile(path, gap)
  expect(await readBenchmark(path)).toMatchObject({ kind: 'gap', name: 'gap.txt', examples: [{ id: 't-1' }] })
  expect(benchmarkOf('topics.json', cast)).toEqual({ kind: 'rewriting', name: 'topics.json', rows: [{ source: 'Why?', gold: 'Why not?' }] })
})

it.each([
  ['another file', '{"source": "a"}', 'bad-input'],
  ['no text', '', 'bad-input'],
  ['a table without rows', gap.split('\n')[0] ?? '', 'file-empty'],
])('refuses %s', (_, text, code) => {
  expect(() => benchmarkOf('x', text)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ code }) }))
})

it('refuses what is no file', async () => {
  const folder = await temporaryFolder()
  await expect(readBenchmark(join(folder, 'none.tsv'))).rejects.toMatchObject({ failure: { code: 'not-found' } })
  await expect(readBenchmark(folder)).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
})
