import { appendFile, chmod, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Workbench } from '../../../../../electron/core/workbench/workbench'
import { everyRow, type RowQuery, type RowSelection } from '../../../../../electron/shared/dataset'
import { temporaryFolder } from '../temporary-folder'

const row = (text: string, rewrite = text) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Resolve: ${text}` },
      { role: 'assistant', content: rewrite },
    ],
  })
const rowsOf = (...ids: readonly number[]): RowSelection => ({ of: 'rows', ids })
const all: RowSelection = { of: 'query', query: everyRow, except: [] }
const { signal } = new AbortController()

async function given(content: string | Buffer) {
  const folder = await temporaryFolder()
  const path = join(folder, 'data.jsonl')
  await writeFile(path, content)
  const journal = join(folder, 'journal', 'journal.jsonl')
  const open = async () => {
    const bench = await Workbench.open({ id: 'd-1', name: 'data.jsonl', origin: 'file', path, files: [{ path, part: null }], journal })
    onTestFinished(() => bench.close().catch(() => undefined))
    await bench.checked()
    return bench
  }
  return { folder, path, journal, open }
}

/** Every problem as its line and its code. */
function problemsOf(bench: Workbench): [number, string][] {
  return bench.problems(0, 10_000).rows.flatMap(({ problems }) => problems.map(({ line, code }): [number, string] => [line, code]))
}
const found = (bench: Workbench, query: Partial<RowQuery>) => bench.rows({ ...everyRow, ...query }, 0, 100).rows

async function usableOf(bench: Workbench) {
  await bench.data.facts()
  return bench.data.usable(0, 100).rows
}

describe('rows of a file', () => {
  it('are shown, and problems named by line without losing the others', async () => {
    const bench = await (await given(`${row('Rain fell.')}\n\nnot json\n${row('Paul came. He sat.', 'Paul came. Paul sat.')}\n`)).open()
    expect(bench.summary()).toMatchObject({ rows: 4, usableRows: 2, flaggedRows: 2, unsavedRows: 0, undo: null, checking: null })
    expect(problemsOf(bench)).toEqual([
      [2, 'blank-line'],
      [3, 'not-json'],
    ])
    expect(found(bench, { problem: 'any' })).toMatchObject([{ line: 2 }, { line: 3 }])
    expect(bench.row(3).row).toMatchObject({ source: 'Paul came. He sat.', rewrite: 'Paul came. Paul sat.', usable: true })
    expect((await usableOf(bench)).map(({ index }) => index)).toEqual([0, 3])
  })

  it('are checked for their sense, at the very place in the text and in the line', async () => {
    const bench = await (await given(`${row('Paul came. He sat.', 'Paul came. He sat.')}\n`)).open()
    const { row: view, raw, turns } = bench.row(0)
    const [problem] = view.problems
    expect(view.usable).toBe(true)
    expect(problem).toMatchObject({ severity: 'warning', field: { turn: expect.any(Number) } })
    const { turn, start, end } = problem?.field ?? { turn: 0, start: 0, end: 0 }
    const words = turns?.[turn]?.content.slice(start, end)
    expect(words?.length).toBeGreaterThan(0)
    expect(raw.slice((problem?.column ?? 0) - 1, (problem?.column ?? 0) - 1 + (problem?.length ?? 0))).toBe(words)
  })

  it('are told as no English where they are none, and only their structure is checked', async () => {
    const german = row('Der Vorstand der Firma sagte gestern, dass sie ihre Zahlen nicht vorlegt, weil er sie noch prüft.')
    const bench = await (await given(`${Array(30).fill(german).join('\n')}\n`)).open()
    expect(bench.summary().isEnglish).toBe(false)
    expect(bench.summary().problems.map(({ code }) => code)).toEqual(['same-row'])
  })

  it('have a mark at the beginning of the file named, and still the first row read', async () => {
    const { open, path } = await given(`\ufeff${row('Rain fell.')}\n`)
    const bench = await open()
    expect(bench.row(0).row).toMatchObject({
      usable: true,
      problems: [{ code: 'byte-order-mark', severity: 'warning', mend: 'Remove the mark' }],
    })
    expect(bench.edits.mend('byte-order-mark', null)).toBe(1)
    await bench.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${row('Rain fell.')}\n`)
  })

  it('have bytes named that are not UTF-8, which a click reads as Windows-1252', async () => {
    const good = Buffer.from(`${row('a')}\n`)
    const bad = Buffer.concat([
      Buffer.from('{"messages": [{"role": "user", "content": "'),
      // Quotation marks are where Latin-1 has control characters.
      Buffer.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94]),
      Buffer.from('"}, {"role": "assistant", "content": "b"}]}\n'),
    ])
    const bench = await (await given(Buffer.concat([good, bad]))).open()
    expect(bench.row(1).row.problems).toMatchObject([{ line: 2, column: 44, code: 'bad-encoding', mend: 'Read it as Windows-1252' }])
    bench.edits.mend('bad-encoding', null)
    expect(bench.row(1).turns?.[0]?.content).toBe('“café”')
  })

  it('are compared: the same row twice, a source with two rewrites, nearly the same source', async () => {
    const lines = [
      row('Ann saw Bob. She waved.', 'Ann saw Bob. Ann waved.'),
      row('Ann saw Bob. She waved.', 'Ann saw Bob. Ann waved.'),
      row('Ann saw Bob. She waved.', 'Ann saw Bob. She waved.'),
    ]
    const bench = await (await given(`${lines.join('\n')}\n`)).open()
    expect(problemsOf(bench)).toEqual(
      expect.arrayContaining([
        [1, 'two-rewrites'],
        [2, 'same-row'],
        [3, 'two-rewrites'],
      ]),
    )
    expect(bench.row(1).row.problems.find(({ code }) => code === 'same-row')?.message).toBe(
      'Row 1 has the same source and the same rewrite.',
    )
    expect(bench.edits.mend('same-row', null)).toBe(1)
    expect(bench.summary()).toMatchObject({ rows: 2, undo: 'Mend: 1 row' })
  })

  it('are found by what they say, by expression, by length, without change, and sorted', async () => {
    const lines = ['Ann sat.', 'Bob sat down on the bench.', 'Cy ran.']
      .map((text) => row(text))
      .concat(row('Dee came. She sat.', 'Dee came. Dee sat.'))
    const bench = await (await given(`${lines.join('\n')}\nbroken ann\n`)).open()
    const lineNumbers = (query: Partial<RowQuery>) => found(bench, query).map(({ line }) => line)
    const search = (text: string, regex = false, matchCase = false) => ({ search: { text, regex, matchCase } })
    expect(lineNumbers(search('ann'))).toEqual([1, 5])
    expect(lineNumbers(search('ann', false, true))).toEqual([5])
    expect(lineNumbers(search('^(Bob|Cy)\\b', true))).toEqual([2, 3])
    expect(lineNumbers(search('role'))).toEqual([])
    expect(lineNumbers({ unchanged: false, problem: null })).toEqual([4, 5])
    expect(lineNumbers({ length: { from: 8, to: 10 } })).toEqual([1])
    expect(lineNumbers({ sort: { by: 'length', descending: true } })).toEqual([2, 4, 1, 3, 5])
    expect(lineNumbers({ sort: { by: 'place', descending: true } })).toEqual([5, 4, 3, 2, 1])
    expect(() => lineNumbers(search('(', true))).toThrow('no regular expression')
    expect(() => lineNumbers(search('([a-z]+)+$[0-9]', true))).not.toThrow()
  })

  it('are read before the whole file is, and whole once it was', async () => {
    const { path, journal } = await given(
      `${Array.from({ length: 60_000 }, (_, at) => row(`Row ${at} of many, long enough to fill some more bytes.`)).join('\n')}\n`,
    )
    const bench = await Workbench.open({ id: 'd-1', name: 'x', origin: 'file', path, files: [{ path, part: null }], journal })
    expect(bench.rows(everyRow, 0, 2).rows.map(({ source }) => source)).toEqual([
      'Row 0 of many, long enough to fill some more bytes.',
      'Row 1 of many, long enough to fill some more bytes.',
    ])
    expect(bench.summary()).toMatchObject({ checking: { phase: 'indexing' }, sha256: null })
    expect(bench.summary().rows).toBeLessThan(60_000)
    bench.checkSense(false)
    bench.edits.type(1, row('typed at once'))
    expect(bench.summary().rows).toBe(60_000)
    await bench.close()
  })
})

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
    expect(bench.summary()).toMatchObject({ usableRows: 3, unsavedRows: 0, undo: 'Edit row 2', epoch: 1 })
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

describe('a folder of parts', () => {
  async function folder(parts: Readonly<Record<string, readonly string[]>>) {
    const path = await temporaryFolder()
    for (const [part, lines] of Object.entries(parts))
      await writeFile(join(path, `${part}.jsonl`), lines.map((line) => `${line}\n`).join(''))
    await mkdir(join(path, 'home'))
    const files = Object.keys(parts).map((part) => ({ path: join(path, `${part}.jsonl`), part: part as 'train' | 'valid' | 'test' }))
    const open = async (opened = files) => {
      const bench = await Workbench.open({
        id: 'd-1',
        name: 'x',
        origin: 'folder',
        path,
        files: opened,
        journal: join(path, 'home', 'journal', 'journal.jsonl'),
      })
      onTestFinished(() => bench.close().catch(() => undefined))
      await bench.checked()
      return bench
    }
    return { path, files, open }
  }
  const text = (path: string, part: string) => readFile(join(path, `${part}.jsonl`), 'utf8')

  it('keeps each row in its file, with that file’s line numbers, and is divided as the files are', async () => {
    const { open } = await folder({ train: [row('a'), row('b')], valid: [row('c'), 'broken'] })
    const bench = await open()
    expect(problemsOf(bench)).toEqual([[2, 'not-json']])
    expect(bench.summary()).toMatchObject({ rows: 4, parts: { train: 2, valid: 2, test: 0 } })
    expect(await bench.data.split({ fraction: 0.5, seed: 1 })).toMatchObject({
      train: { rows: 2 },
      valid: { rows: 1, given: 1 },
      test: { rows: 0 },
    })
  })

  it('finds texts on both sides of it', async () => {
    const { open } = await folder({ train: [row('a'), row('b')], valid: [row('b', 'B'), row('c')] })
    const bench = await open()
    expect(problemsOf(bench)).toEqual(expect.arrayContaining([[1, 'leak']]))
    expect((await bench.data.split({ fraction: 0.1, seed: 1 })).leaks).toBe(1)
  })

  it('moves rows from file to file, makes a file that was missing, and takes it back', async () => {
    const { path, files, open } = await folder({ train: [row('a'), row('b'), row('c')], valid: [row('d')] })
    const bench = await open()
    bench.edits.assign(rowsOf(0, 1), 'valid')
    bench.edits.assign(rowsOf(2), 'test')
    expect(found(bench, {}).map(({ source, part }) => [source, part])).toEqual([
      ['d', 'valid'],
      ['a', 'valid'],
      ['b', 'valid'],
      ['c', 'test'],
    ])
    bench.edits.undo()
    expect(bench.summary()).toMatchObject({ unsavedRows: 2, parts: { train: 1, valid: 3, test: 0 } })
    bench.edits.redo()
    await bench.save(false)
    expect(await Promise.all(['train', 'valid', 'test'].map((part) => text(path, part)))).toEqual([
      '',
      `${row('d')}\n${row('a')}\n${row('b')}\n`,
      `${row('c')}\n`,
    ])
    const again = await open([...files, { path: join(path, 'test.jsonl'), part: 'test' }])
    again.edits.undo()
    again.edits.undo()
    await again.save(false)
    expect(await Promise.all(['train', 'valid', 'test'].map((part) => text(path, part)))).toEqual([
      `${row('a')}\n${row('b')}\n${row('c')}\n`,
      `${row('d')}\n`,
      '',
    ])
  })
})

describe('a dataset of another format', () => {
  const completion = (prompt: string, answer = prompt) => JSON.stringify({ prompt, completion: answer })
  const text = (words: string) => JSON.stringify({ text: words })

  it('shows prompts and completions, and trains on them as conversations', async () => {
    const bench = await (await given(`${completion('Resolve: He left.', 'Paul left.')}\n${completion('Resolve: It rained.')}\n`)).open()
    expect(bench.summary().format).toBe('completions')
    expect((await bench.data.facts()).template.before).toBe('Resolve: ')
    expect(bench.row(0).row).toMatchObject({ source: 'He left.', rewrite: 'Paul left.', usable: true })
    const turns = [
      { role: 'user', content: 'Resolve: He left.' },
      { role: 'assistant', content: 'Paul left.' },
    ]
    expect((await usableOf(bench))[0]).toEqual({ index: 0, messages: turns })
    expect(bench.edits.typeTurn(0, 1, 'Eve left.').raw).toBe(completion('Resolve: He left.', 'Eve left.'))
  })

  it('shows plain text without a rewrite', async () => {
    const bench = await (await given(`${text('Rain fell.')}\n${text('')}\n`)).open()
    expect(bench.row(0).row).toMatchObject({ source: 'Rain fell.', rewrite: null, usable: true })
    expect(problemsOf(bench)).toEqual([[2, 'empty-content']])
    expect(await usableOf(bench)).toEqual([{ index: 0, text: 'Rain fell.' }])
  })

  it('lets the first row that has a format decide, and names those of another', async () => {
    const bench = await (await given(`broken\n{}\n${text('a')}\n${row('b')}\n${text('c')}\n`)).open()
    expect(bench.summary().format).toBe('text')
    expect(problemsOf(bench)).toEqual([
      [1, 'not-json'],
      [2, 'missing-text'],
      [4, 'mixed-formats'],
    ])
  })

  it('is read anew when the deciding row becomes one of another format, and when it comes back', async () => {
    const bench = await (await given(`${text('a')}\n${row('b')}\n${row('c')}\n`)).open()
    expect(bench.summary().usableRows).toBe(1)
    bench.edits.type(0, row('a'))
    await bench.checked()
    expect(bench.summary()).toMatchObject({ usableRows: 3, format: 'chat' })
    bench.edits.type(0, 'broken')
    await bench.checked()
    expect(bench.summary()).toMatchObject({ usableRows: 2, format: 'chat' })
    bench.edits.revert(rowsOf(0))
    await bench.checked()
    expect(bench.summary()).toMatchObject({ usableRows: 1, format: 'text' })
  })
})

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
    const { revision } = bench.summary()
    bench.data.noteTokens({
      contentKey,
      tokens: [10, 30, 40, 0],
      starts: [4, 4, 35, 0],
      refused: [{ row: 3, reason: 'No system turn.' }],
      longest: 20,
    })
    expect(bench.summary().revision).toBeGreaterThan(revision)
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
    bench.data.noteTokens({ contentKey, tokens: [1, 1, 1, 1], starts: [0, 0, 0, 0], refused: [], longest: 20 })
    expect(bench.row(0).row.tokens).toBe(10)
  })
})
