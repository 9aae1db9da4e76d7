import { expect } from '@playwright/test'
import { expectFitForAll } from './findings'
import { openByDrop, test } from './host'

const row = (text: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: text },
    ],
  })

test('every screen is fit for all', async ({ studio }) => {
  await expectFitForAll(studio)
  await openByDrop(studio, 'a.jsonl', `${row('Rain fell.')}\nbroken\n`)
  await studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').first().click()
  await expectFitForAll(studio)
  for (const screen of ['Train', 'Resolve', 'Export']) {
    await studio.getByRole('link', { name: screen, exact: true }).click()
    await expect(studio.getByRole('main')).toBeVisible()
    await expectFitForAll(studio)
  }
})

test('every screen is reached and left by keyboard', async ({ studio }) => {
  for (const [key, screen, heading] of [
    ['2', 'Train', /^(New run|Train)$/],
    ['3', 'Resolve', /^Resolve$/],
    ['4', 'Export', /^Export$/],
    ['1', 'Dataset', /^(Dataset|a\.jsonl)$/],
  ] as const) {
    await studio.keyboard.press(`ControlOrMeta+${key}`)
    await expect(studio.getByRole('link', { name: screen, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(studio.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
})
