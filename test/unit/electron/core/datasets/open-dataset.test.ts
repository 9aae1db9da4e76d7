import { createHash } from 'node:crypto'
import { appendFile, chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OpenDataset } from '../../../../../electron/core/datasets/open-dataset'
import { temporaryFolder } from '../temporary-folder'

const row = (text: string, rewrite = text) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Resolve: ${text}` },
      { role: 'assistant', content: rewrite },
    ],
  })

async function given(content: string | Buffer) {
  const folder = await temporaryFolder()
  const path = join(folder, 'data.jsonl')
  await writeFile(path, content)
  const open = () =>
    OpenDataset.open({ id: 'd-1', name: 'data.jsonl', origin: 'file', path, journal: join(folder, 'journal', 'journal.jsonl') })
  return { folder, path, open }
}

describe('OpenDataset', () => {
  it('shows rows, and names problems by line without losing the others', async () => {
    const { open } = await given(`${row('Rain fell.')}\n\nnot json\n${row('It stopped.', 'The rain stopped.')}\n`)
    const dataset = await open()
    expect(dataset.summary()).toMatchObject({ rows: 4, usableRows: 2, errors: 2, warnings: 0, unsavedRows: 0 })
    expect(dataset.problems().map(({ line, code }) => [line, code])).toEqual([
      [2, 'blank-line'],
      [3, 'not-json'],
    ])
    expect(dataset.rows(0, 10, 'problems')).toMatchObject({ total: 2, rows: [{ line: 2 }, { line: 3 }] })
    expect(dataset.view(3)).toMatchObject({ source: 'It stopped.', rewrite: 'The rain stopped.', usable: true })
    expect([...dataset.usable()].map(({ index }) => index)).toEqual([0, 3])
  })

  it('warns of a byte order mark and still reads the first row', async () => {
    const { open, path } = await given(`\ufeff${row('Rain fell.')}\n`)
    const dataset = await open()
    expect(dataset.view(0)).toMatchObject({ usable: true, problems: [{ code: 'byte-order-mark', severity: 'warning' }] })
    await dataset.edit(0, row('Snow fell.'))
    await dataset.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${row('Snow fell.')}\n`)
  })

  it('names bytes that are not UTF-8', async () => {
    const { open } = await given(
      Buffer.concat([Buffer.from(`${row('a')}\n{"messages": "`), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]),
    )
    expect((await open()).problems()).toMatchObject([{ line: 2, column: 15, code: 'bad-encoding' }])
  })

  it('saves only what was edited, every other byte as it was', async () => {
    const odd = '{"messages":  [{"role":"user","content":"a"},{"content":"b","role":"assistant"}], "big": 12345678901234567890}'
    const { open, path } = await given(`${odd}\r\nbroken\r\n${odd}`)
    await chmod(path, 0o640)
    const dataset = await open()
    await dataset.edit(1, row('mended'))
    expect(await readFile(path, 'utf8')).toContain('broken')
    await dataset.save(false)
    expect(await readFile(path, 'utf8')).toBe(`${odd}\r\n${row('mended')}\r\n${odd}`)
    expect((await stat(path)).mode & 0o777).toBe(0o640)
    expect(dataset.summary()).toMatchObject({ usableRows: 3, errors: 0, unsavedRows: 0 })
  })

  it('brings unsaved edits back when the file is opened again', async () => {
    const { open } = await given(`${row('a')}\nbroken\n`)
    await (await open()).edit(1, row('b'))
    const again = await open()
    expect(again.summary()).toMatchObject({ unsavedRows: 1, usableRows: 2 })
    await again.revert(1)
    expect((await open()).summary()).toMatchObject({ unsavedRows: 0, usableRows: 1 })
  })

  it('passes over a torn last line of the journal', async () => {
    const { open, folder } = await given(`${row('a')}\n${row('b')}\n`)
    await (await open()).edit(0, row('A'))
    await appendFile(join(folder, 'journal', 'journal.jsonl'), '{"type":"edit","row":1,"ra')
    const again = await open()
    expect(again.summary().unsavedRows).toBe(1)
    await again.edit(1, row('B'))
    expect((await open()).summary().unsavedRows).toBe(2)
  })

  it('refuses to overwrite what another program wrote, and does so when told', async () => {
    const { open, path } = await given(`${row('a')}\n`)
    const dataset = await open()
    await dataset.edit(0, row('mine'))
    await writeFile(path, `${row('theirs')}\n`)
    await expect(dataset.save(false)).rejects.toMatchObject({ failure: { code: 'file-changed' } })
    expect(await readFile(path, 'utf8')).toBe(`${row('theirs')}\n`)
    await dataset.save(true)
    expect(await readFile(path, 'utf8')).toBe(`${row('mine')}\n`)
  })

  it('loses nothing when the app dies after the file was saved and before the journal was begun anew', async () => {
    const { open, folder, path } = await given(`${row('a')}\n${row('b')}\n`)
    const journal = join(folder, 'journal', 'journal.jsonl')
    const dataset = await open()
    await dataset.edit(0, row('saved'))
    const before = await readFile(journal, 'utf8')
    await dataset.save(false)
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    await writeFile(journal, `${before}${JSON.stringify({ type: 'saving', sha256 })}\n`)
    const found = await open()
    expect(found.summary()).toMatchObject({ unsavedRows: 0 })
    await found.edit(1, row('later'))
    expect((await open()).rows(0, 9, 'edited').rows).toMatchObject([{ line: 2, rewrite: 'later' }])
    expect(await readdir(join(folder, 'journal'))).toEqual(['journal.jsonl'])
  })

  it('sets edits of another content aside and never throws them away', async () => {
    const { open, path, folder } = await given(`${row('a')}\n`)
    await (await open()).edit(0, row('mine'))
    await writeFile(path, `${row('another')}\n`)
    expect((await open()).summary().unsavedRows).toBe(0)
    const aside = (await readdir(join(folder, 'journal'))).find((name) => name.startsWith('journal.jsonl.'))
    expect(await readFile(join(folder, 'journal', aside ?? ''), 'utf8')).toContain('mine')
  })

  it('makes one line of an edit with line breaks', async () => {
    const { open } = await given(`${row('a')}\n`)
    const dataset = await open()
    await dataset.edit(0, JSON.stringify(JSON.parse(row('b')), null, 2))
    expect(dataset.row(0).raw).not.toMatch(/[\r\n]/)
    expect(dataset.view(0)).toMatchObject({ usable: true, edited: true })
  })

  it('keeps an edit that comes while the file is being written', async () => {
    const { open, path } = await given(`${row('a')}\n${row('b')}\n`)
    const dataset = await open()
    await dataset.edit(0, row('first'))
    await Promise.all([dataset.save(false), dataset.edit(1, row('second'))])
    expect(dataset.summary().unsavedRows).toBe(1)
    expect(await readFile(path, 'utf8')).toBe(`${row('first')}\n${row('b')}\n`)
    expect((await open()).row(1).raw).toBe(row('second'))
  })

  it('counts problems as rows are mended and broken', async () => {
    const { open } = await given(`\ufeff${row('a')}\nbroken\n${row('c')}\n`)
    const dataset = await open()
    expect(dataset.summary()).toMatchObject({ usableRows: 2, errors: 1, warnings: 1 })
    await dataset.edit(1, row('b'))
    await dataset.edit(2, 'broken')
    expect(dataset.summary()).toMatchObject({ usableRows: 2, errors: 1, warnings: 1, unsavedRows: 2 })
    expect(dataset.rows(0, 10, 'problems').rows.map(({ line }) => line)).toEqual([1, 3])
    await dataset.revert(2)
    await dataset.edit(0, row('a'))
    expect(dataset.summary()).toMatchObject({ usableRows: 3, errors: 0, warnings: 0 })
    await dataset.save(false)
    expect(dataset.summary()).toMatchObject({ rows: 3, usableRows: 3, errors: 0, warnings: 0, unsavedRows: 0 })
  })

  it('forgets a last line that was emptied', async () => {
    const { open } = await given(`${row('a')}\n${row('b')}`)
    const dataset = await open()
    await dataset.edit(1, '')
    expect(dataset.summary()).toMatchObject({ rows: 2, errors: 1 })
    await dataset.save(false)
    expect(dataset.summary()).toMatchObject({ rows: 1, usableRows: 1, errors: 0 })
  })

  it.each([
    ['file-empty', ''],
    ['file-binary', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
    ['file-binary', Buffer.from(row('a'), 'utf16le')],
  ])('refuses with %s what is no text with rows', async (code, content) => {
    const { open } = await given(content)
    await expect(open()).rejects.toMatchObject({ failure: { code } })
  })

  it('refuses a folder and a file that is not there', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'inside'))
    const open = (path: string) =>
      OpenDataset.open({ id: 'd', name: 'x', origin: 'file', path, journal: join(folder, 'j', 'journal.jsonl') })
    await expect(open(join(folder, 'inside'))).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
    await expect(open(join(folder, 'nowhere'))).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('a dataset of another format', () => {
  const completion = (prompt: string, completion = prompt) => JSON.stringify({ prompt, completion })
  const text = (text: string) => JSON.stringify({ text })

  it('shows prompts and completions, and trains on them as conversations', async () => {
    const { open } = await given(`${completion('Resolve: He left.', 'Paul left.')}\n${completion('Resolve: It rained.')}\n`)
    const dataset = await open()
    expect(dataset.format).toBe('completions')
    expect(dataset.template.before).toBe('Resolve: ')
    expect(dataset.view(0)).toMatchObject({ source: 'He left.', rewrite: 'Paul left.', usable: true })
    expect(dataset.row(0).messages).toBeNull()
    const turns = [
      { role: 'user', content: 'Resolve: He left.' },
      { role: 'assistant', content: 'Paul left.' },
    ]
    expect([...dataset.usable()][0]).toEqual({ index: 0, messages: turns })
  })

  it('shows plain text without a rewrite', async () => {
    const { open } = await given(`${text('Rain fell.')}\n${text('')}\n`)
    const dataset = await open()
    expect(dataset.view(0)).toMatchObject({ source: 'Rain fell.', rewrite: null, usable: true })
    expect(dataset.problems()).toMatchObject([{ line: 2, code: 'empty-content' }])
    expect([...dataset.usable()]).toEqual([{ index: 0, text: 'Rain fell.' }])
  })

  it('lets the first row that has a format decide, and names those of another', async () => {
    const { open } = await given(`broken\n{}\n${text('a')}\n${row('b')}\n${text('c')}\n`)
    const dataset = await open()
    expect(dataset.format).toBe('text')
    expect(dataset.problems().map(({ line, code }) => [line, code])).toEqual([
      [1, 'not-json'],
      [2, 'missing-text'],
      [4, 'mixed-formats'],
    ])
  })

  it('checks every row anew when the deciding row becomes one of another format, and when it comes back', async () => {
    const { open } = await given(`${text('a')}\n${row('b')}\n${row('c')}\n`)
    const dataset = await open()
    expect(dataset.summary()).toMatchObject({ usableRows: 1, errors: 2 })
    expect(dataset.try(0, row('a'))).toMatchObject({ usable: true })
    await dataset.edit(0, row('a'))
    expect(dataset.summary()).toMatchObject({ usableRows: 3, errors: 0 })
    await dataset.edit(0, 'broken')
    expect(dataset.summary()).toMatchObject({ usableRows: 2, errors: 1 })
    await dataset.revert(0)
    expect(dataset.summary()).toMatchObject({ usableRows: 1, errors: 2 })
    expect(dataset.problems().map(({ code }) => code)).toEqual(['mixed-formats', 'mixed-formats'])
  })

  it('gives its content a key that edits change and going back restores', async () => {
    const { open } = await given(`${text('a')}\n${text('b')}\n`)
    const dataset = await open()
    const before = dataset.contentKey
    await dataset.edit(0, text('c'))
    expect(dataset.contentKey).not.toBe(before)
    await dataset.revert(0)
    expect(dataset.contentKey).toBe(before)
  })
})
