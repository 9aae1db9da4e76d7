import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { broughtFrom } from '../../../../../electron/core/documents/brought'
import { maxTextLength } from '../../../../../electron/shared/resolution'
import { temporaryFolder } from '../temporary-folder'

const never = new AbortController().signal

it('brings the text of a file', async () => {
  const path = join(await temporaryFolder(), 'a.txt')
  await writeFile(path, 'Anna came in. She sat down.')
  expect(await broughtFrom(path, never)).toEqual({
    name: 'a.txt',
    documents: [{ id: 'a.txt', text: 'Anna came in. She sat down.', notes: [], failure: null }],
    more: false,
  })
})

it('brings every row of a table, and every file of a folder, those that cannot be read in their places', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'in'))
  await writeFile(join(folder, 'b.csv'), 'id,text\nfirst,He left.\nsecond,She stayed.\n')
  await writeFile(join(folder, 'c.pdf'), 'no PDF at all')
  await writeFile(join(folder, 'in', 'd.md'), '# It rained.\n')
  const { documents } = await broughtFrom(folder, never)
  expect(documents.map(({ id, text, failure }) => [id, text, failure?.code ?? null])).toEqual([
    ['first', 'He left.', null],
    ['second', 'She stayed.', null],
    ['c.pdf', '', 'file-unreadable'],
    ['in/d.md', '# It rained.\n', null],
  ])
})

it('says where there are more, and where a text is longer than is resolved at once', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'rows.csv'), `text\n${Array.from({ length: 201 }, (_, row) => `Row ${row}.`).join('\n')}\n`)
  expect(await broughtFrom(join(folder, 'rows.csv'), never)).toMatchObject({ documents: { length: 200 }, more: true })
  await writeFile(join(folder, 'long.txt'), 'It rained. '.repeat(maxTextLength / 10))
  const { documents } = await broughtFrom(join(folder, 'long.txt'), never)
  expect(documents[0]?.text.length).toBe(maxTextLength)
  expect(documents[0]?.notes[0]).toContain('first 200,000 characters')
})

it('says why one file cannot be brought', async () => {
  const folder = await temporaryFolder()
  await expect(broughtFrom(join(folder, 'gone.txt'), never)).rejects.toMatchObject({ failure: { code: 'not-found' } })
  await writeFile(join(folder, 'empty.txt'), '')
  await expect(broughtFrom(join(folder, 'empty.txt'), never)).rejects.toMatchObject({ failure: { code: 'file-empty' } })
})
