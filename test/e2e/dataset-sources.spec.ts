import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { fileOf, good, heard, list, rows, undo } from './dataset-desk'
import { expectFitForAll } from './findings'
import { choosePath, drop, dropAll, openByDrop, openPath, test } from './host'

test('a table is mapped to rows, and says which of them it could not take', async ({ studio }) => {
  const csv = [
    'text,resolved,doc',
    '"Anna left. She ran.","Anna left. Anna ran.",a',
    '"Bob came. He sat.",,a',
    '"Eve sang. She won.","Eve sang. Eve won.",b',
  ].join('\n')
  await drop(studio, 'table.csv', csv)
  const dialog = studio.getByRole('dialog', { name: 'Make a dataset of table.csv' })
  await expect(dialog.getByRole('combobox', { name: 'Source' })).toHaveValue('text')
  await expect(dialog.getByRole('combobox', { name: 'Rewrite' })).toHaveValue('resolved')
  await dialog.getByRole('combobox', { name: 'Group' }).selectOption('doc')
  await expectFitForAll(studio)
  await dialog.getByRole('button', { name: 'Make the dataset' }).click()
  await expect(studio.getByRole('heading', { level: 1, name: 'table.jsonl' })).toBeVisible()
  await expect(rows(studio)).toHaveCount(2)
  await expect(studio.getByRole('main')).toContainText('1 row of the table could not be taken over')
  await rows(studio).first().click()
  await expect(studio.getByRole('region', { name: 'User' })).toContainText('She ran')
})

test('tables that are dropped at once, and one that is dropped meanwhile, are asked about one after another', async ({ studio }) => {
  const table = (thing: string) => `text,resolved\n"${thing} fell. It broke.","${thing} fell. ${thing} broke."`
  const about = (name: string) => studio.getByRole('dialog', { name: `Make a dataset of ${name}` })
  const make = async (name: string) => {
    await expect(about(`${name}.csv`).getByRole('textbox', { name: 'Name of the dataset' })).toHaveValue(name)
    await about(`${name}.csv`).getByRole('button', { name: 'Make the dataset' }).click()
    await expect(studio.getByRole('heading', { level: 1, name: `${name}.jsonl` })).toBeAttached()
  }
  await dropAll(studio, { 'vases.csv': table('A vase'), 'lamps.csv': table('A lamp') })
  await expect(about('vases.csv')).toContainText('1 more table')
  await drop(studio, 'bowls.csv', table('A bowl'))
  await expect(about('vases.csv')).toContainText('2 more tables')
  await make('vases')
  await expect(about('lamps.csv')).toBeVisible()
  await about('lamps.csv').getByRole('button', { name: 'Cancel' }).click()
  await make('bowls')
  await expect(rows(studio)).toHaveCount(1)
  await expect(list(studio)).toContainText('A bowl broke')
})

test('pasted rows become a dataset that is saved where the person says', async ({ studio, host }) => {
  await studio.getByRole('heading', { level: 1 }).first().click()
  await studio.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, fileOf(good))
  await expect(studio.getByRole('heading', { level: 1, name: 'pasted.jsonl' })).toBeVisible()
  await expect(rows(studio)).toHaveCount(12)
  await studio.keyboard.press('ControlOrMeta+Shift+s')
  const dialog = studio.getByRole('dialog', { name: 'Save as another file' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('kept')
  await choosePath(studio, 'Choose a folder…', 'Use this folder', host.home)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(studio.getByRole('heading', { level: 1, name: 'kept.jsonl' })).toBeVisible()
  expect(await readFile(join(host.home, 'kept.jsonl'), 'utf8')).toBe(fileOf(good))

  // What is offered for one folder is not offered for another.
  const replace = dialog.getByRole('button', { name: 'Replace the file' })
  const choose = (folder: string) => choosePath(studio, 'Choose a folder…', 'Use this folder', folder)
  await mkdir(join(host.home, 'elsewhere'))
  await studio.keyboard.press('ControlOrMeta+Shift+s')
  await choose(host.home)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(replace).toBeVisible()
  await choose(join(host.home, 'elsewhere'))
  await expect(dialog).toContainText('elsewhere')
  await expect(replace).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('a folder of parts keeps each row in its file', async ({ studio, host }) => {
  const folder = join(host.home, 'parts')
  await mkdir(folder)
  await writeFile(join(folder, 'train.jsonl'), fileOf(good.slice(0, 8)))
  await writeFile(join(folder, 'valid.jsonl'), fileOf(good.slice(8)))
  await openPath(studio, folder)
  await expect(rows(studio)).toHaveCount(12)
  await expect(rows(studio).nth(8)).toContainText('validation')
  await rows(studio).first().click()
  await rows(studio)
    .nth(1)
    .click({ modifiers: ['Shift'] })
  await studio.getByRole('combobox', { name: 'Move to a part' }).selectOption('valid')
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(heard(studio)).toHaveText('parts is saved.')
  expect((await readFile(join(folder, 'train.jsonl'), 'utf8')).split('\n')).toHaveLength(7)
  expect((await readFile(join(folder, 'valid.jsonl'), 'utf8')).split('\n').filter((line) => good.slice(0, 2).includes(line))).toHaveLength(
    2,
  )
})

test('a new dataset is begun, and a row is written into it from nothing', async ({ studio }) => {
  await openByDrop(studio, 'first.jsonl', fileOf(good))
  // There is a choice of them while several are open.
  const choices = studio.getByRole('combobox', { name: 'Open datasets' }).getByRole('option')
  for (let left = Math.max(1, await choices.count()) - 1; left >= 0; left -= 1) {
    await studio.getByRole('button', { name: 'Close the dataset' }).click()
    await expect(choices).toHaveCount(left > 1 ? left : 0)
  }
  await studio.getByRole('button', { name: 'New dataset', exact: true }).click()
  await studio.getByRole('button', { name: 'Add a row' }).click()
  await expect(list(studio)).toContainText('empty')
  await studio.getByRole('textbox', { name: 'User' }).focus()
  await studio.keyboard.press('ControlOrMeta+End')
  await studio.keyboard.type('Anna left. She ran.')
  await studio.getByRole('textbox', { name: 'Assistant' }).focus()
  await studio.keyboard.type('Anna left. Anna ran.')
  await expect(rows(studio).first()).toContainText('Anna ran')
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(heard(studio)).toHaveText('untitled.jsonl is saved.')
  await undo(studio).click()
  await expect(list(studio)).not.toContainText('Anna ran')
})
