import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from '@playwright/test'
import { expectFitForAll } from './findings'
import { openByDrop, test } from './host'

const rows = readFileSync(resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl'), 'utf8')
  .split('\n')
  .slice(0, 20)
  .join('\n')

test('the palette finds what can be done and where one can go, by keys alone', async ({ studio }) => {
  await openByDrop(studio, 'palette.jsonl', `${rows}\n`)
  const palette = studio.getByRole('dialog', { name: 'Command palette' })
  // The focus goes back to where it was.
  const list = studio.getByRole('listbox', { name: 'Rows' })
  await list.focus()
  await studio.keyboard.press('ControlOrMeta+k')
  await expect(palette).toBeVisible()
  await studio.keyboard.press('Escape')
  await expect(list).toBeFocused()
  await studio.keyboard.press('ControlOrMeta+,')
  await studio.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Done' }).click()
  await expect(list).toBeFocused()

  await studio.keyboard.press('ControlOrMeta+k')
  const field = palette.getByRole('combobox', { name: 'What to do or where to go' })
  await expect(field).toBeFocused()
  await expect(palette.getByRole('option', { name: 'Save', exact: false }).first()).toBeVisible()
  await expectFitForAll(studio)

  await field.pressSequentially('resol')
  await expect(palette.getByRole('option').first()).toContainText('Resolve')
  await expect(palette.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
  await studio.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(studio.getByRole('link', { name: 'Resolve' })).toHaveAttribute('aria-current', 'page')
  // What had the focus is gone with its screen.
  await expect(studio.getByRole('heading', { level: 1, name: 'Resolve' })).toBeFocused()

  await studio.keyboard.press('ControlOrMeta+k')
  await field.pressSequentially('palette.jsonl')
  await studio.keyboard.press('Enter')
  await expect(studio.getByRole('heading', { level: 1, name: 'palette.jsonl' })).toBeVisible()

  await studio.keyboard.press('ControlOrMeta+k')
  await field.pressSequentially('settings')
  await studio.keyboard.press('Enter')
  const settings = studio.getByRole('dialog', { name: 'Settings' })
  await expect(settings).toBeVisible()
  await settings.getByRole('button', { name: 'Done' }).click()

  await studio.keyboard.press('ControlOrMeta+k')
  await field.pressSequentially('no such thing')
  await expect(palette.getByRole('option')).toHaveCount(0)
  await expect(palette).toContainText('Nothing here is called so.')
  await studio.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('a question mark shows every key, and is a letter where one types', async ({ studio }) => {
  await studio.locator('body').press('?')
  const sheet = studio.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByRole('region', { name: 'In a rewrite' })).toContainText('Accept the change')
  await expect(sheet.getByRole('region', { name: 'Everywhere' })).toContainText('Ctrl+K')
  await expectFitForAll(studio)
  await studio.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await studio.keyboard.press('ControlOrMeta+k')
  await studio.keyboard.type('what?')
  await expect(studio.getByRole('combobox', { name: 'What to do or where to go' })).toHaveValue('what?')
  await expect(sheet).toBeHidden()
})
