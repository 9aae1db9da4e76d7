import { appendFile, chmod, copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyRow } from '../../../../../electron/shared/dataset'
import { all, found, given, row, rowsOf } from './given-file'

const { signal } = new AbortController()

describe('edits of a file', () => {
  it('are saved and nothing else, every other byte as it was', async () => {
    const odd = '{"messages":  [{"role":"user","content":"a"},{"content":"b","role":"assistant"}], "big": 12345678901234567890}'
    const { open, path } = await given(`${odd}\r\nbroken\r\n${odd}`)
    await chmod(path, 0o640)
    const bench = await open()
    bench.edits.type(1, row('mended'))
    expect(await readFile(path, 'utf8')).toContain('broken')
    await bench.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${odd}\r\n${row('mended')}\r\n${odd}`)
    expect((await stat(path)).mode & 0o777).toBe(0o640)
    expect(bench.summary()).toMatchObject({ usableRows: 3, unsavedRows: 0, undo: 'Edit row 2' })
    bench.edits.undo()
    expect(bench.row(1)).toMatchObject({ raw: 'broken', row: { edited: true } })
    expect(bench.summary()).toMatchObject({ usableRows: 2, unsavedRows: 1, undo: null, redo: 'Edit row 2' })
  })

  it('of one text of a row leave the rest of its line', async () => {
    const raw = '{"id": 1e400, "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}'
    const bench = await (await given(`${raw}\nbroken\n`)).open()
    expect(bench.edits.typeTurn(0, 1, 'B "x"').raw).toBe(raw.replace('"b"', '"B \\"x\\""'))
    expect(() => bench.edits.typeTurn(1, 0, 'x')).toThrow('no such text')
    expect(() => bench.edits.typeTurn(7, 0, 'x')).toThrow('no such row')
  })

  it('come back when the file is opened again, and a torn last line is passed over', async () => {
    const { open, journal } = await given(`${row('a')}\nbroken\n`)
    ;(await open()).edits.type(1, row('b'))
    await appendFile(journal, '{"type":"text","row":0,"ra')
    const again = await open()
    expect(again.summary()).toMatchObject({ unsavedRows: 1, usableRows: 2, undo: 'Edit row 2' })
    expect(again.edits.revert(rowsOf(1))).toBe(1)
    expect((await open()).summary()).toMatchObject({ unsavedRows: 0, usableRows: 1, undo: 'Revert: 1 row' })
  })

  it('never overwrite in silence what another program wrote, and do so when told', async () => {
    const { open, path } = await given(`${row('a')}\n`)
    const bench = await open()
    bench.edits.type(0, row('mine'))
    await writeFile(path, `${row('theirs, which is longer')}\n`)
    bench.lookAtDisk()
    expect(bench.summary().changedOnDisk).toBe(true)
    await expect(bench.save(false)).rejects.toMatchObject({ failure: { code: 'file-changed' } })
    expect(await readFile(path, 'utf8')).toContain('theirs')
    await bench.save(true)
    expect(await readFile(path, 'utf8')).toBe(`${row('mine')}\n`)
    expect(bench.summary().changedOnDisk).toBe(false)
  })

  it('are not lost when the app dies after the file was saved and before the journal was begun anew', async () => {
    const { open, journal, path } = await given(`${row('a')}\n${row('b')}\n`)
    const bench = await open()
    bench.edits.type(0, row('saved'))
    await copyFile(journal, `${journal}.before`)
    await bench.save(false)
    const begun = (await readFile(journal, 'utf8')).split('\n')[0] ?? ''
    const { sha256 } = JSON.parse(begun).files[0]
    const saving = { type: 'saving', files: [{ path, draft: '/nowhere/draft', sha256 }], parts: [{ part: 'valid', rows: [[1, 1]] }] }
    await writeFile(journal, `${await readFile(`${journal}.before`, 'utf8')}${JSON.stringify(saving)}\n`)
    const again = await open()
    expect(again.summary()).toMatchObject({ unsavedRows: 0, note: null })
    expect(again.row(1).row.part).toBe('valid')
    again.edits.type(1, row('later'))
    expect(found(await open(), { edited: true })).toMatchObject([{ line: 2, rewrite: 'later' }])
  })

  it('of another content are put aside, and said to be', async () => {
    const { open, path, folder } = await given(`${row('a')}\n`)
    ;(await open()).edits.type(0, row('mine'))
    await writeFile(path, `${row('another')}\n`)
    expect((await open()).summary()).toMatchObject({ unsavedRows: 0, note: expect.stringContaining('kept as journal.jsonl.') })
    const aside = (await readdir(join(folder, 'journal'))).find((name) => name.startsWith('journal.jsonl.'))
    expect(await readFile(join(folder, 'journal', aside ?? ''), 'utf8')).toContain('mine')
  })

  it('with line breaks become one line', async () => {
    const bench = await (await given(`${row('a')}\n`)).open()
    const { raw, row: view } = bench.edits.type(0, JSON.stringify(JSON.parse(row('b')), null, 2))
    expect(raw).not.toMatch(/[\r\n]/)
    expect(view).toMatchObject({ usable: true, edited: true })
  })

  it('count problems along', async () => {
    const { open } = await given(`\ufeff${row('a')}\nbroken\n${row('c')}\n`)
    const bench = await open()
    const codes = () => bench.summary().problems.map(({ code }) => code)
    expect(codes()).toEqual(['byte-order-mark', 'not-json'])
    bench.edits.type(1, row('b'))
    bench.edits.type(2, 'broken')
    expect(bench.summary()).toMatchObject({ usableRows: 2, flaggedRows: 2, unsavedRows: 2 })
    expect(found(bench, { problem: 'any' }).map(({ line }) => line)).toEqual([1, 3])
    bench.edits.revert(all)
    expect(codes()).toEqual(['byte-order-mark', 'not-json'])
    bench.edits.remove(rowsOf(1))
    expect(codes()).toEqual(['byte-order-mark'])
    bench.edits.undo()
    expect(codes()).toEqual(['byte-order-mark', 'not-json'])
  })

  it('delete, duplicate and add rows, which keep their order and are saved in it', async () => {
    const { open, path } = await given(`${[row('a'), row('b'), row('c')].join('\n')}\n`)
    const bench = await open()
    expect(bench.edits.remove(rowsOf(1, 1, 99))).toBe(1)
    const [copy] = bench.edits.duplicate(rowsOf(0))
    bench.edits.insert([row('x'), row('y')], copy ?? null)
    bench.edits.insert([row('last')], null)
    expect(bench.summary()).toMatchObject({ rows: 6, unsavedRows: 5 })
    await bench.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${['a', 'a', 'x', 'y', 'c', 'last'].map((text) => row(text)).join('\n')}\n`)
    expect(bench.summary()).toMatchObject({ rows: 6, unsavedRows: 0 })
  })

  it('replace a text in many rows after a look at what would change', async () => {
    const { open } = await given(`${row('Ann (A) sat.')}\n${row('Bob sat.', 'Bob (A) sat.')}\nbroken (A)\n`)
    const bench = await open()
    const plain = { search: { text: '(A)', regex: false, matchCase: true }, replacement: '$1', where: 'all' } as const
    expect(await bench.edits.previewReplace(all, plain, signal)).toMatchObject({
      matches: 3,
      rows: 2,
      examples: [{ line: 1, after: 'Resolve: Ann $1 sat.' }, { line: 2 }],
    })
    const swapped = { search: { text: '(\\w+) \\(A\\)', regex: true, matchCase: true }, replacement: '$1!', where: 'rewrite' } as const
    expect(await bench.edits.replace(all, swapped, signal)).toBe(2)
    expect(found(bench, {}).map(({ rewrite }) => rewrite)).toEqual(['Ann! sat.', 'Bob! sat.', null])
    expect(bench.row(0).row.source).toBe('Ann (A) sat.')
    expect(bench.edits.undo()).toBe('Replace: 2 rows')
    expect(found(bench, { edited: true })).toEqual([])
  })

  it('replace a text in what rows say in the end, also where they change and are saved while it is looked for', async () => {
    const { open } = await given(Array.from({ length: 20_000 }, (_, at) => `${row(`Ann ${at} sat.`)}\n`).join(''))
    const bench = await open()
    const request = { search: { text: 'sat', regex: false, matchCase: true }, replacement: 'stood', where: 'all' } as const
    const [preview, replaced] = [bench.edits.previewReplace(all, request, signal), bench.edits.replace(all, request, signal)]
    bench.edits.remove(rowsOf(0))
    bench.edits.type(19_999, row('Bob sat and sat.'))
    bench.edits.type(19_998, row('Bob ran.'))
    await bench.save(false)
    expect(await replaced).toBe(19_998)
    expect((await preview).rows).toBeLessThan(20_000)
    expect([1, 19_997, 19_998, 19_999].map((id) => bench.row(id).row.rewrite)).toEqual([
      'Ann 1 stood.',
      'Ann 19997 stood.',
      'Bob ran.',
      'Bob stood and stood.',
    ])
  })

  it('find their rows by the same numbers after a save, and no other row where one is gone', async () => {
    const { open, path } = await given(`${['a', 'b', 'c', 'd'].map((text) => row(text)).join('\n')}\n`)
    const bench = await open()
    const [added = -1] = bench.edits.insert([row('x')], 0)
    bench.edits.remove(rowsOf(0))
    bench.edits.type(2, row('C'))
    await bench.save(false)
    expect(bench.edits.type(2, row('C, typed on')).row).toMatchObject({ id: 2, index: 2, edited: true })
    expect(() => bench.edits.type(0, row('lost'))).toThrow('no such row')
    expect([bench.at(0), bench.at(1), bench.placeOf(everyRow, added), bench.ids(everyRow, 0, 9)]).toEqual([added, 1, 0, [added, 1, 2, 3]])
    expect(bench.problemFrom(added, 'next')?.id ?? null).toBe(null)
    expect(bench.data.lastWritten(row('d'), 9)).toBe(3)
    expect(bench.edits.remove({ of: 'query', query: everyRow, except: [2, 3] })).toBe(2)
    const [later = -1] = bench.edits.insert([row('y')], 2)
    expect([0, 1, 2, 3, added]).not.toContain(later)
    await bench.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${['C, typed on', 'y', 'd'].map((text) => row(text)).join('\n')}\n`)
    for (const _ of ['add', 'remove', 'type', 'type', 'remove']) bench.edits.undo()
    expect([0, added, 1, 2, 3].map((id) => [bench.row(id).row.index, bench.row(id).row.rewrite])).toEqual([
      [0, 'a'],
      [1, 'x'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ])
    expect(() => bench.row(later)).toThrow('no such row')
  })

  it('mend one kind of problem in all rows at once', async () => {
    const roles = row('a').replace('user', 'human').replace('assistant', 'gpt')
    const bench = await (await given(`${roles}\n\n${row('b')}\n${roles.replace('Resolve: a', 'Resolve: c')}\n`)).open()
    expect(bench.edits.mend('unknown-role', null)).toBe(2)
    expect(bench.edits.mend('blank-line', null)).toBe(1)
    expect(bench.summary()).toMatchObject({ rows: 3, usableRows: 3 })
  })

  it('keep a row found while it is mended, until it is looked for anew', async () => {
    const bench = await (await given(`${row('Ann sat.')}\n${row('Bob sat.')}\n`)).open()
    const query = { search: { text: 'Ann', regex: false, matchCase: false } }
    expect(found(bench, query)).toHaveLength(1)
    bench.edits.type(0, row('Eve sat.'))
    bench.edits.type(1, row('Ann ran.'))
    expect(found(bench, query).map(({ line }) => line)).toEqual([1, 2])
  })
})
