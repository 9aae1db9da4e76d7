import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Workbench } from '../../../../../electron/core/workbench/workbench'
import { temporaryFolder } from '../temporary-folder'
import { found, problemsOf, row, rowsOf } from './given-file'

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
