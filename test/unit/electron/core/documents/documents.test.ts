import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { broughtFrom } from '../../../../../electron/core/documents/brought'
import { documentsOf, type FoundDocument } from '../../../../../electron/core/documents/documents'
import { listFile, listFolder } from '../../../../../electron/core/documents/listed-files'
import { seedTemplate } from '../../../../../electron/core/rows/prompt-template'
import { temporaryFolder } from '../temporary-folder'
import { docx, pdf, printed, wordParagraph } from './made-documents'

const signal = new AbortController().signal

async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

async function all(documents: AsyncIterable<FoundDocument>): Promise<FoundDocument[]> {
  const list: FoundDocument[] = []
  for await (const document of documents) list.push(document)
  return list
}

async function found(name: string, content: string | Buffer, column: string | null = null): Promise<FoundDocument[]> {
  const path = join(await folderOf({ [name]: content }), name)
  return all(documentsOf([await listFile(path, name)], { column, template: seedTemplate }, signal))
}

const said = (documents: readonly FoundDocument[]) =>
  documents.map((document) => [document.id, document.failure === null ? document.text : document.failure.code])

describe('a folder of documents', () => {
  it('is read in the order of its paths, folders and all; other files are counted', async () => {
    const folder = await folderOf({
      'b.txt': 'Ann left.',
      'a/z.docx': docx(wordParagraph('Bob left.')),
      'a/b/c.pdf': pdf([printed(['Clara left.'])]),
      'a/rows.jsonl': '{"text": "one"}\n{"text": "two"}\n',
      'picture.png': 'x',
      '.hidden/x.txt': 'x',
      '~$z.docx': 'x',
      'broken.pdf': 'x',
    })
    await symlink(folder, join(folder, 'around'))
    const { files, others } = await listFolder(folder)
    expect(others).toBe(2)
    const documents = await all(documentsOf(files, { column: null, template: seedTemplate }, signal))
    expect(said(documents)).toEqual([
      ['a/b/c.pdf', 'Clara left.'],
      ['a/rows.jsonl#1', 'one'],
      ['a/rows.jsonl#2', 'two'],
      ['a/z.docx', 'Bob left.'],
      ['b.txt', 'Ann left.'],
      ['broken.pdf', 'file-unreadable'],
    ])
    const shares = documents.map(({ share }) => share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('leaves out what it is told to', async () => {
    const folder = await folderOf({ 'a.txt': 'a', 'out.jsonl': '{}' })
    expect((await listFolder(folder, new Set([join(folder, 'out.jsonl')]))).files.map(({ id }) => id)).toEqual(['a.txt'])
  })

  it('is read without the folders in it that cannot be, which are told', async () => {
    const folder = await folderOf({ 'a.txt': 'Ann left.', 'b/c.txt': 'Bob left.' })
    // Deeper than a path may be long: nobody can open that, whoever they are.
    const sh = (script: string) => promisify(execFile)('sh', ['-c', script], { cwd: folder })
    await sh(
      `for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do mkdir -p ${'d'.repeat(250)} && cd -P ${'d'.repeat(250)}; done`,
    )
    onTestFinished(async () => void (await sh('rm -rf d*')))
    const { files, closed, others } = await listFolder(folder)
    expect([files.map(({ id }) => id), others]).toEqual([['a.txt', 'b/c.txt'], 0])
    expect(closed).toEqual([
      { id: expect.stringMatching(/^d+\//), failure: expect.objectContaining({ code: expect.stringMatching(/^file-/) }) },
    ])
    const { documents } = await broughtFrom(folder, signal)
    expect(documents.map(({ failure }) => failure === null)).toEqual([false, true, true])
  })

  it('is no file', async () => {
    const folder = await folderOf({ 'a.txt': 'a' })
    await expect(listFolder(join(folder, 'a.txt'))).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await expect(listFolder(join(folder, 'b'))).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('rows of documents', () => {
  const chat = (content: string) => [
    { role: 'system', content: 'You resolve.' },
    { role: 'user', content },
    { role: 'assistant', content: 'done' },
  ]

  it.each<[string, string, string]>([
    ['text', 'a.jsonl', '{"source": "no", "text": "Ann left.", "content": "no"}\n'],
    ['source', 'a.jsonl', '{"source": "Ann left.", "rewrite": "no"}\n'],
    ['content', 'a.jsonl', '{"content": "Ann left.", "title": "no"}\n'],
    ['the last user turn', 'a.jsonl', `${JSON.stringify({ messages: chat(`${seedTemplate.before}Ann left.`) })}\n`],
    ['a prompt', 'a.jsonl', '{"prompt": "Ann left.", "completion": "no"}\n'],
    ['the longest column', 'a.csv', 'who,what\nme,"Ann left, and then she came back again."\n'],
    ['a column by its name', 'a.csv', 'text,other\nno,Ann left.\n'],
  ])('have their text in %s', async (kind, name, content) => {
    const [document] = await found(name, content, kind === 'a column by its name' ? 'other' : null)
    expect(document).toMatchObject({ failure: null, text: expect.stringMatching(/^Ann left/) })
  })

  it('are called by their own ids where they have some', async () => {
    expect(said(await found('a.csv', 'id,text\nx-7,Ann left the house.\n,Bob left the house.\n'))).toEqual([
      ['x-7', 'Ann left the house.'],
      ['a.csv#2', 'Bob left the house.'],
    ])
  })

  it('fail one by one, with the line', async () => {
    const documents = await found('a.jsonl', '{"text": "one"}\nnope\n{"text": ""}\n{"text": "\\u0000"}\n{"text": "two"}\n')
    expect(said(documents)).toEqual([
      ['a.jsonl#1', 'one'],
      ['a.jsonl#2', 'dataset-unusable'],
      ['a.jsonl#3', ''],
      ['a.jsonl#4', 'dataset-unusable'],
      ['a.jsonl#5', 'two'],
    ])
    expect(documents[1]).toMatchObject({ failure: { where: { line: 2 } } })
  })

  it('say which columns there are where none is called so', async () => {
    expect(await found('a.csv', 'one,two\nAnn left the house.,Bob left\n', 'three')).toMatchObject([
      { id: 'a.csv', failure: { code: 'bad-input', hint: expect.stringContaining('“one”') } },
    ])
  })
})

it('goes on after a file that is not there', async () => {
  const folder = await folderOf({ 'b.txt': 'Ann left.' })
  const files = await Promise.all(['a.txt', 'b.txt'].map((name) => listFile(join(folder, name), name)))
  expect(said(await all(documentsOf(files, { column: null, template: seedTemplate }, signal)))).toEqual([
    ['a.txt', 'not-found'],
    ['b.txt', 'Ann left.'],
  ])
})
