import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { drop, openByDrop, test } from './host'

const row = (text: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: text },
    ],
  })

test('a file with every kind of broken row keeps its good ones usable', async ({ studio }) => {
  const broken = [
    '',
    'not json',
    '[]',
    '{"messages": []}',
    '{"messages": [{"role": "user", "content": null}]}',
    `{"messages": ${'['.repeat(500)}`,
  ]
  await openByDrop(studio, 'mixed.jsonl', [row('Rain fell.'), ...broken, row('Snow fell.')].join('\n'))
  const flag = studio.getByRole('button', { name: `${broken.length} cannot be used` })
  await flag.click()
  const rows = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  await expect(rows).toHaveCount(broken.length)
  await expect(rows.first()).toContainText('blank')
  await flag.click()
  await expect(rows).toHaveCount(broken.length + 2)
})

test('what is no dataset is refused in a sentence, and the window goes on', async ({ studio }) => {
  for (const [name, content, sentence] of [
    ['empty.jsonl', '', 'is empty'],
    ['picture.jsonl', '\u0000\u0001\u0002', 'is not a text file'],
  ] as const) {
    await drop(studio, name, content)
    await expect(studio.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
  }
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  await expect(studio.getByRole('heading', { level: 1, name: 'Resolve' })).toBeVisible()
})

test('text from a dataset is shown as text, with what hides in it made visible', async ({ studio }) => {
  await openByDrop(studio, 'hostile.jsonl', `${row('<img src=x onerror="document.title=1"> \u202Eevil\u202C')}\n${row('Rain fell.')}\n`)
  const first = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').first()
  await expect(first).toContainText('<img src=x')
  await expect(first).not.toContainText('\u202E')
  expect(await studio.title()).not.toBe('1')
})

test('a folder that is no model is refused where it was named', async ({ studio, host }) => {
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('button', { name: 'Add a model folder…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByRole('textbox', { name: 'Path' }).fill(host.home)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(studio.getByRole('alert').filter({ hasText: 'no config.json' })).toBeVisible()
})

test('a file that another program wrote meanwhile is a choice, never a loss', async ({ studio, host }) => {
  await openByDrop(studio, 'shared.jsonl', `${row('Rain fell.')}\nbroken\n`)
  await studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').nth(1).click()
  await studio.getByRole('textbox', { name: 'Row as JSON' }).focus()
  await studio.keyboard.press('ControlOrMeta+a')
  await studio.keyboard.insertText(row('Snow fell.'))
  await expect(studio.getByRole('button', { name: '1 row not saved' })).toBeVisible()
  const uploads = join(host.home, 'uploads')
  const path = join(uploads, (await readdir(uploads, { recursive: true })).find((name) => name.endsWith('shared.jsonl')) ?? '')
  const theirs = `${row('Hail fell.')}\n`
  await writeFile(path, theirs)
  await studio.keyboard.press('ControlOrMeta+s')
  const dialog = studio.getByRole('dialog', { name: 'The file has changed on disk' })
  // What harms nothing has the focus.
  await expect(dialog.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  expect(await readFile(path, 'utf8')).toBe(theirs)
  await expect(studio.getByRole('button', { name: '1 row not saved' })).toBeVisible()
  await studio.keyboard.press('ControlOrMeta+s')
  await dialog.getByRole('button', { name: 'Overwrite the file' }).click()
  await expect(dialog).toBeHidden()
  await expect(studio.getByRole('button', { name: '1 row not saved' })).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toBe(`${row('Rain fell.')}\n${row('Snow fell.')}\n`)
})
