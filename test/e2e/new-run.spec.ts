import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { drop, openByDrop, slowly, test } from './host'

test.describe.configure({ mode: 'serial' })

const sample = resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl')

const configuration = `model: Qwen/Qwen3-0.6B
train: true
iters: 300
batch_size: 2
num_layers: 2
val_batches: 25
lora_parameters:
  rank: 4
  scale: 10.0
  dropout: 0.0
`

const figures = (page: Page) => page.getByRole('complementary', { name: 'Before it starts' })

test('the form says what the run would be, and a row that would be cut is a click away', async ({ studio }) => {
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 60)
  await openByDrop(studio, 'rows.jsonl', `${rows.join('\n')}\n`)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await expect(figures(studio).getByRole('status')).toHaveText(/to look at/, { timeout: slowly })
  await expect(figures(studio).getByRole('table', { name: 'Rows by length in tokens' })).toBeAttached()
  await expectFitForAll(studio)

  await studio.getByRole('textbox', { name: 'Longest row' }).fill('48')
  await expect(figures(studio).getByRole('status')).toHaveText(/thing/, { timeout: slowly })
  const cut = figures(studio).locator('summary', { hasText: 'would be cut' })
  await expect(cut).toBeVisible({ timeout: slowly })
  await cut.click()
  await expectFitForAll(studio)
  await figures(studio).getByRole('button', { name: /^Row / }).first().click()
  await expect(studio.getByRole('textbox', { name: 'Assistant' })).toBeVisible()
  await studio.goBack()

  await cut.click()
  await studio.getByRole('button', { name: /^Allow/ }).click()
  await expect(cut).toHaveCount(0, { timeout: slowly })
})

test('what the run would be is asked once for each change, and not again for what the answer says of the rows', async ({ studio }) => {
  let asked = 0
  studio.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('run.preflight')) asked += 1
    }),
  )
  await studio.clock.install()
  await studio.reload()
  await expect(studio.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 40)
  await openByDrop(studio, 'asked.jsonl', `${rows.join('\n')}\n`)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await expect(figures(studio).getByRole('status')).toHaveText(/to look at/, { timeout: slowly })
  // Longer than settings must hold before they are asked about.
  await studio.clock.fastForward(2000)
  expect(asked).toBe(1)
  await studio.getByRole('textbox', { name: 'Longest row' }).fill('64')
  await expect(figures(studio).getByRole('status')).toHaveText(/counting/)
  await expect(figures(studio).getByRole('status')).toHaveText(/to look at/, { timeout: slowly })
  await studio.clock.fastForward(2000)
  expect(asked).toBe(2)
})

test('any change makes a preset one’s own, with a way back', async ({ studio }) => {
  await studio.getByRole('link', { name: 'New run' }).click()
  const custom = studio.getByRole('radio', { name: 'Custom' })
  await expect(custom).toHaveCount(0)
  const rank = studio.getByRole('textbox', { name: 'Rank' })
  const before = await rank.inputValue()
  await rank.fill('1.5')
  await expect(custom).toBeChecked()
  await expect(rank).toHaveAccessibleDescription('✗ A whole number is needed.')
  await expect(studio.getByRole('button', { name: 'Train', exact: true })).toBeDisabled()
  await studio.getByRole('button', { name: 'Back to Balanced' }).click()
  await expect(rank).toHaveValue(before)
  await expect(studio.getByRole('radio', { name: 'Balanced' })).toBeChecked()
})

test('a dropped training_config.yml fills the form, says what it left out, and is undone', async ({ studio }) => {
  await drop(studio, 'training_config.yml', configuration)
  await expect(studio.getByRole('textbox', { name: 'Iterations' })).toHaveValue('300')
  await expect(studio.getByRole('textbox', { name: 'Rank' })).toHaveValue('4')
  await expect(studio.getByRole('main')).toContainText('Its model is not here: Qwen/Qwen3-0.6B')
  await studio.locator('summary', { hasText: 'taken over differently' }).click()
  await expect(studio.getByRole('main')).toContainText('val_batches')
  await expectFitForAll(studio)
  await studio.getByRole('button', { name: 'Undo' }).click()
  await expect(studio.getByRole('textbox', { name: 'Epochs' })).toBeVisible()

  await drop(studio, 'broken.yml', 'iters: [1\n x')
  await expect(studio.getByRole('alert').filter({ hasText: 'no training configuration' })).toBeVisible()
})
