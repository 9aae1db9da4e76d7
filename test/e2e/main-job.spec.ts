import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page } from '@playwright/test'
import { instruction } from '../seed-row'
import { expectFitForAll } from './findings'
import { choosePath, openByDrop, slowly, test } from './host'

const root = resolve(import.meta.dirname, '../..')
const python = join(root, '.venv', 'bin', 'python')

test.describe.configure({ mode: 'serial' })

const text = 'Anna met Mr Velk in Berlin. She thanked him.'
/** What the tuned model answered in the window. */
let tuned = ''

/** Rows of the sample with one that is cut in the middle. */
async function brokenRows(): Promise<{ content: string; whole: string; broken: number }> {
  const rows = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, 80)
  const broken = 6
  const whole = rows[broken] ?? ''
  rows[broken] = whole.slice(0, -20)
  return { content: `${rows.join('\n')}\n`, whole, broken }
}

test('a dropped file shows its rows and what is wrong with one; the row is mended and saved', async ({ studio, host }) => {
  const { content, whole, broken } = await brokenRows()
  await openByDrop(studio, 'mended.jsonl', content)
  await studio.getByRole('button', { name: '1 cannot be used' }).click()
  const row = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  await expect(row).toHaveCount(1)
  await row.click()
  await expect(studio.getByRole('list', { name: 'Problems of this row' })).toContainText('the text ends inside a string')

  const editor = studio.getByRole('textbox', { name: 'Row as JSON' })
  await editor.focus()
  await studio.keyboard.press('ControlOrMeta+a')
  await studio.keyboard.insertText(whole)
  await expect(studio.getByRole('list', { name: 'Problems of this row' })).toHaveCount(0)
  await expect(studio.getByRole('button', { name: 'Save the file' })).toBeVisible()
  expect((await savedFile(host.home)).split('\n')[broken]).not.toBe(whole)
  await studio.keyboard.press('ControlOrMeta+s')
  await expect.poll(async () => (await savedFile(host.home)).split('\n')[broken]).toBe(whole)
})

test('a run trains while its curves grow, and Stop keeps what was learned', async ({ studio }) => {
  await newRun(studio, { Epochs: '200', 'Batch size': '8', Name: 'stopped early' })
  await expect(studio.getByRole('heading', { level: 1, name: 'stopped early' })).toBeVisible()
  const chart = studio.getByRole('img', { name: /^Loss of/ })
  await expect(chart).toBeVisible({ timeout: slowly })
  const table = studio.getByRole('table', { name: 'Validation loss by step' })
  await expect.poll(() => table.getByRole('row').count(), { timeout: slowly }).toBeGreaterThan(2)
  await expect(chart.locator('canvas')).toBeVisible()
  await studio.getByRole('button', { name: 'Stop and keep' }).click()
  await expect(studio.getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: slowly })
  await expect(studio.getByRole('region', { name: 'How it ended' })).toContainText('It was stopped at step')
})

test('a finished run survives a reload, is scored, and its log is a click away', async ({ studio }) => {
  await newRun(studio, { Epochs: '1', Name: 'short run' })
  const score = studio.getByRole('button', { name: 'Score it' })
  await expect(score).toBeVisible({ timeout: slowly })
  await studio.reload()
  await expect(studio.getByRole('heading', { level: 1, name: 'short run' })).toBeVisible()
  await score.click()
  await expect(studio.getByRole('region', { name: 'Score' }).getByRole('table')).toContainText('F1', { timeout: slowly })
  await studio.getByText('By kind of reference, by length of text').click()
  await expect(studio.getByRole('table', { name: 'References resolved of each kind' })).toContainText('possessives')
  await studio.getByRole('button', { name: 'Look at the texts…' }).click()
  const texts = studio.getByRole('dialog', { name: 'What became of each text' })
  await expect(texts.getByRole('article').first()).toContainText('source → as it should be')
  await expectFitForAll(studio)
  const whole = await texts.getByRole('status').innerText()
  await texts.getByRole('combobox', { name: 'What became of it' }).selectOption('fixed')
  await expect(texts.getByRole('status')).not.toHaveText(whole)
  await expect(texts.getByRole('article').filter({ hasNotText: 'fixed' })).toHaveCount(0)
  await texts.getByRole('button', { name: 'Close' }).click()
  await studio.getByRole('button', { name: 'Log' }).click()
  await expect(studio.getByRole('region', { name: 'Log text' })).toContainText('train ends')
})

test('a text is resolved by base and tuned, side by side', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  await studio.getByRole('textbox', { name: 'Source text' }).fill(text)
  await studio.getByRole('main').getByRole('button', { name: 'Resolve', exact: true }).click()
  for (const pane of ['Before', 'After']) {
    await expect(studio.getByRole('region', { name: pane, exact: true })).toContainText(/\d+ tokens/, { timeout: slowly })
    await expect(studio.getByRole('region', { name: `${pane}: text` })).not.toBeEmpty()
  }
  // Words of the source that were left out are shown in brackets of their own.
  tuned = (await studio.getByRole('region', { name: 'After: text' }).innerText()).replace(/⟨[^⟩]*⟩/g, '').trim()
})

test('the run is exported, proved, and loaded by mlx-lm itself with the same answer', async ({ studio, host }) => {
  await exportInto(studio, host.home, 'exported', 'Fused model')
  // What is being exported cannot be chosen otherwise meanwhile.
  await expect(studio.getByRole('group', { name: 'Bits of a weight' }).getByRole('radio').first()).toBeDisabled()
  const receipt = studio.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText(/(\d+) of \1/, { timeout: slowly })
  await expect(receipt).toContainText('same next token')
  await expectFitForAll(studio)

  const { stdout } = await promisify(execFile)(
    python,
    [
      '-m',
      'mlx_lm',
      'generate',
      '--model',
      join(host.home, 'exported'),
      '--system-prompt',
      await systemPrompt(),
      '--prompt',
      instruction + text,
    ].concat('--temp', '0', '--max-tokens', '100'),
    { env: { ...process.env, HF_HUB_OFFLINE: '1' } },
  )
  expect(/==========\n([\s\S]+?)\n==========/.exec(stdout)?.[1]?.trim()).toBe(tuned)
})

test('its adapter is exported as PEFT has it', async ({ studio, host }) => {
  await exportInto(studio, host.home, 'for-peft', 'PEFT adapter')
  const receipt = studio.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText('under the names that PEFT gives them', { timeout: slowly })
  await expect(receipt).toContainText('for-peft')
  const config = JSON.parse(await readFile(join(host.home, 'for-peft', 'adapter_config.json'), 'utf8'))
  expect(config).toMatchObject({ peft_type: 'LORA', task_type: 'CAUSAL_LM' })
  await expectFitForAll(studio)
})

test('its GGUF is made by the converter that is chosen beside it', async ({ studio, host }) => {
  await studio.getByRole('link', { name: 'Export' }).first().click()
  await studio.getByRole('radio', { name: 'GGUF' }).check()
  const converter = studio.getByRole('region', { name: 'Converter' })
  await expect(converter).toContainText('No converter is chosen yet.')
  await choosePath(studio, 'Choose the converter…', 'Use this converter', join(root, 'test', 'fixtures', 'stand_in_converter.py'))
  await choosePath(studio, 'Choose its Python…', 'Use this Python', join(root, '.venv', 'bin', 'python'))
  await expect(converter).toContainText('stand_in_converter.py')
  await converter.getByRole('radio', { name: 'f16', exact: true }).check()
  await exportInto(studio, host.home, 'for-llama', 'GGUF')
  const receipt = studio.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText('Of the weights before the conversion', { timeout: slowly })
  await expect(receipt).toContainText('The .gguf (f16) itself was asked nothing')
  expect((await readFile(join(host.home, 'for-llama', 'for-llama.gguf'))).subarray(0, 4).toString()).toBe('GGUF')
  await expectFitForAll(studio)
})

test('it is laid out for LM Studio where that keeps no models here, with what is still to be done', async ({ studio, host }) => {
  await studio.getByRole('link', { name: 'Export' }).first().click()
  await studio.getByRole('radio', { name: 'LM Studio' }).check()
  await expect(studio.getByRole('region', { name: 'Destination' })).toContainText('LM Studio’s folder of models was not found here.')
  await exportInto(studio, host.home, 'for-lm-studio', 'LM Studio')
  const receipt = studio.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText('antecedent/for-lm-studio lies in its models folder', { timeout: slowly })
  expect(JSON.parse(await readFile(join(host.home, 'antecedent', 'for-lm-studio', 'config.json'), 'utf8'))).toMatchObject({
    model_type: 'llama',
  })
  await expectFitForAll(studio)
})

test('an export is told of its own run alone, and is there again after a reload', async ({ studio, host }) => {
  const converter = join(host.home, 'never_done.py')
  await writeFile(converter, 'import signal\nsignal.pause()\n')
  await studio.getByRole('link', { name: 'Export' }).first().click()
  await studio.getByRole('radio', { name: 'GGUF' }).check()
  await choosePath(studio, /^Choose (the|another) converter…$/, 'Use this converter', converter)
  await choosePath(studio, 'Choose its Python…', 'Use this Python', python)
  await exportInto(studio, host.home, 'never-made', 'GGUF')
  const progress = studio.getByRole('progressbar', { name: 'Export' })
  await expect(progress).toBeVisible()
  await studio.reload()
  await expect(progress).toBeVisible()
  const again = studio.getByRole('main').getByRole('button', { name: /^Export/ })
  await expect(again).toHaveAttribute('title', 'Once it is exported')

  const chosen = studio.getByRole('combobox', { name: 'Run to export' })
  await chosen.selectOption({ label: 'stopped early' })
  await expect(progress).toBeHidden()
  await expect(studio.getByRole('main').getByRole('status')).toContainText('short run is being exported.')
  await expect(again).toBeDisabled()
  await expectFitForAll(studio)

  await studio.getByRole('link', { name: /short run/ }).click()
  const other = studio.getByRole('button', { name: 'Score again' })
  await expect(other).toBeDisabled()
  await expect(other).toHaveAttribute('title', 'Once it is exported')
  await expect(studio.getByRole('button', { name: 'Find the hardest rows' })).toBeDisabled()

  await studio.getByRole('main').getByRole('button', { name: 'Export', exact: true }).click()
  await expect(progress).toBeVisible()
  await studio.getByRole('button', { name: 'Cancel' }).click()
  await expect(progress).toBeHidden()
  await expect(studio.getByRole('alert')).toHaveCount(0)
})

/** Exports the short run into a new folder of `home`. */
async function exportInto(studio: Page, home: string, name: string, format: string): Promise<void> {
  await studio.getByRole('link', { name: 'Export' }).first().click()
  await studio.getByRole('combobox', { name: 'Run to export' }).selectOption({ label: 'short run' })
  await studio.getByRole('radio', { name: format }).check()
  await choosePath(studio, 'Choose a folder…', 'Use this folder', home)
  await studio.getByRole('textbox', { name: 'Folder name' }).fill(name)
  await studio
    .getByRole('main')
    .getByRole('button', { name: /^Export/ })
    .click()
}

/** The system turn of the sample's rows. */
async function systemPrompt(): Promise<string> {
  const [first = ''] = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n', 1)
  return JSON.parse(first).messages[0].content
}

/** Fills the form of a new run on the dataset that was mended and starts it. */
async function newRun(studio: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('combobox', { name: 'Dataset' }).selectOption({ label: 'mended.jsonl' })
  await studio.getByRole('radio', { name: /Demo model/ }).check()
  for (const [name, value] of Object.entries(fields)) await studio.getByRole('textbox', { name, exact: true }).fill(value)
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
}

async function savedFile(home: string): Promise<string> {
  const { stdout } = await promisify(execFile)('find', [join(home, 'uploads'), '-name', 'mended.jsonl'])
  return readFile(stdout.trim(), 'utf8')
}
