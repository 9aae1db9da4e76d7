import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { all, found, given, problemsOf, row, rowsOf } from './given-file'

describe('rows as others take them', () => {
  it('have a key that tells what they say now from any other moment', async () => {
    const bench = await (await given(`${row('a')}\n${row('b')}\n`)).open()
    const { contentKey } = await bench.data.facts()
    expect((await bench.data.facts()).contentKey).toBe(contentKey)
    bench.edits.type(0, row('c'))
    expect((await bench.data.facts()).contentKey).not.toBe(contentKey)
  })

  it('are written by part, with their places, and found again by what they say', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => row(`Row ${at} says ${'so '.repeat(at)}`))
    const { folder, open } = await given(`${lines.join('\n')}\nbroken\n`)
    const bench = await open()
    const { places, facts } = await bench.data.writeRun(folder, { fraction: 0.1, seed: 3 })
    expect(facts).toMatchObject({ rows: 21, usableRows: 20 })
    const written = await readFile(join(folder, 'valid.jsonl'), 'utf8')
    expect(written).toBe(Array.from(places.valid, (place) => `${lines[place]}\n`).join(''))
    expect([...places.train, ...places.valid, ...places.test].sort((a, b) => a - b)).toEqual([...Array(20).keys()])
    bench.edits.remove(rowsOf(0))
    expect(bench.data.find(lines[7] ?? '', 7)).toBe(6)
    expect(bench.data.find(lines[0] ?? '', 0)).toBeNull()
  })

  it('show what a model made of them, until they say something else', async () => {
    const bench = await (await given(`${row('a')}\nbroken\n${row('b')}\n${row('c')}\n${row('d')}\n`)).open()
    const { contentKey } = await bench.data.facts()
    const { revision, changes } = bench.summary()
    bench.data.noteTokens({
      contentKey,
      tokens: [10, 30, 40, 0],
      starts: [4, 4, 35, 0],
      refused: [{ row: 3, reason: 'No system turn.' }],
      longest: 20,
    })
    expect(bench.summary().revision).toBeGreaterThan(revision)
    expect(bench.summary().changes).toBe(changes)
    expect(found(bench, {}).map(({ tokens }) => tokens)).toEqual([10, null, 30, 40, 0])
    expect(problemsOf(bench)).toEqual([
      [2, 'not-json'],
      [3, 'row-cut'],
      [4, 'answer-cut'],
      [5, 'template-refuses'],
    ])
    expect(bench.row(4).row.problems[0]?.message).toBe('No system turn.')
    expect(bench.summary().usableRows).toBe(4)
    bench.edits.type(2, row('bb'))
    expect(bench.row(2).row).toMatchObject({ tokens: null, problems: [] })
    expect(bench.summary().changes).toBe(changes + 1)
    bench.data.noteTokens({ contentKey, tokens: [1, 1, 1, 1], starts: [0, 0, 0, 0], refused: [], longest: 20 })
    expect(bench.row(0).row.tokens).toBe(10)
  })

  it('are all known before a copy is named or deleted, however soon after opening', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => row(`Ann ${at}`))
    const bench = await (await given(`${lines.join('\n')}\n`)).openAtOnce()
    expect(bench.summary().rows).toBeLessThan(lines.length)
    const [copy] = bench.edits.duplicate(rowsOf(3))
    expect(bench.row(copy ?? -1).row).toMatchObject({ index: 4, rewrite: bench.row(3).row.rewrite })
    const [last] = bench.edits.insert([row('Bob')], null)
    expect(bench.row(last ?? -1).row.index).toBe(lines.length + 1)
    expect(bench.edits.remove(all)).toBe(lines.length + 2)
  })

  it('are other content, to whoever keeps something of them, once they were edited and opened again', async () => {
    const { open } = await given(`${row('a')}\n${row('b')}\n`)
    const before = await open()
    const { contentKey } = await before.data.facts()
    before.edits.type(0, row('aa'))
    await before.close()
    const after = await open(1)
    expect((await after.data.facts()).contentKey).not.toBe(contentKey)
  })
})
