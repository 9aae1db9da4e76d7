import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Workbench } from '../../../../../electron/core/workbench/workbench'
import { type DataPart, everyRow, type RowQuery, type SplitSettings } from '../../../../../electron/shared/dataset'
import { found, given, problemsOf, row, rowsOf, usableOf } from './given-file'

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

  it('are noted where they are nearly alike, and want no look for that', async () => {
    const names = ['Astrid', 'Mark', 'Klaus']
    const lines = names.map((name) => row(`${name}, who lives in Havana with a cat, paints.`))
    const bench = await (await given(`${[...lines, row('Ann saw Bob. She waved.', 'Ann saw Bob. She waved.')].join('\n')}\n`)).open()
    expect(bench.row(1).row).toMatchObject({ usable: true, problems: [{ code: 'near-duplicate', severity: 'note' }] })
    expect(bench.summary()).toMatchObject({
      flaggedRows: 1,
      usableRows: 4,
      problems: [
        { code: 'nothing-resolved', rows: 1 },
        { code: 'near-duplicate', rows: 2 },
      ],
    })
    const having = (problem: RowQuery['problem']) => found(bench, { problem }).map(({ id }) => id)
    expect([having('any'), having('doubtful'), having('near-duplicate')]).toEqual([[3], [3], [1, 2]])
    expect(bench.problemFrom(null, 'next')?.id).toBe(3)
    expect(bench.problemFrom(3, 'previous')).toBeNull()
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

  it('are found by the part that they are in as the settings divide them, from the first moment on and after rows were deleted', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => row(`Row ${at} says something.`))
    const bench = await (await given(`${lines.join('\n')}\n`)).openAtOnce()
    const names = (name: DataPart, split: SplitSettings) => found(bench, { part: { name, split } }).map(({ id }) => id)
    const [one, other] = [{ fraction: 0.2, seed: 1 } as const, { fraction: 0.2, seed: 2 } as const]
    const query = { ...everyRow, part: { name: 'valid', split: one } } as const
    expect(bench.rows(query, 0, 100).progress).toBeLessThan(1)
    await bench.checked()
    const valid = names('valid', one)
    expect(valid).toHaveLength((await bench.data.split(one)).valid.rows)
    const everywhere = [...valid, ...names('train', one), ...names('test', one)]
    expect(everywhere.sort((a, b) => a - b)).toEqual([...lines.keys()])
    expect(names('valid', other)).not.toEqual(valid)
    expect(names('valid', one)).toEqual(valid)
    // Those that were found stay until the rows are compared anew.
    bench.edits.remove(rowsOf(valid[0] ?? 0))
    expect(names('valid', one)).toEqual(valid.slice(1))
    bench.edits.duplicate(rowsOf(valid[1] ?? 0))
    expect(names('valid', one)).toEqual(valid.slice(1))
    await bench.checked()
    expect(names('valid', one)).toHaveLength((await bench.data.split(one)).valid.rows)
    const moved = bench.edits.assign({ of: 'query', query, except: [] }, 'test')
    expect(moved).toBeGreaterThan(0)
    await bench.checked()
    const { test } = await bench.data.split(one)
    expect(test.given).toBe(moved)
    expect(names('test', one)).toHaveLength(test.rows)
  })

  it('are sorted by their length anew once all were read', async () => {
    const texts = Array.from({ length: 3_000 }, (_, at) => `Row ${at} says ${'so '.repeat(at % 7)}it.`)
    const lengths = texts.map(({ length }) => length)
    const lines = texts.map((text) => row(text))
    const bench = await (await given(`${lines.join('\n')}\n`)).openAtOnce()
    bench.checkSense(false)
    const query = { ...everyRow, sort: { by: 'length', descending: true } } as const
    const firstOfAll = async () => {
      for (;;) {
        const { rows, progress } = bench.rows(query, 0, 1)
        if (progress === 1) return rows[0]?.source?.length
        await setImmediate()
      }
    }
    await firstOfAll()
    await bench.checked()
    expect(await firstOfAll()).toBe(Math.max(...lengths))
  })

  it('show what was found of their sense after that is looked at no more', async () => {
    const bench = await (await given(`${row('Anna smiled. She left.')}\n${row('It rained. Anna stayed.')}\n`)).open()
    const flagged = found(bench, { problem: 'any' })
    expect(flagged.length).toBeGreaterThan(0)
    bench.checkSense(false)
    expect(found(bench, { problem: 'any' }).map(({ problems }) => problems.length)).toEqual(flagged.map(({ problems }) => problems.length))
    expect(bench.row(flagged[0]?.id ?? -1).row.problems).toEqual(flagged[0]?.problems)
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
