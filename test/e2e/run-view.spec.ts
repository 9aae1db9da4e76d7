import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Download, expect, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { type Host, openByDrop, slowly, test } from './host'

test.describe.configure({ mode: 'serial' })

const sample = resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl')

const figures = (page: Page) => page.getByRole('table', { name: 'Validation loss by step' }).getByRole('row')
const crosshair = (page: Page) => page.getByRole('slider', { name: 'Crosshair' })

/** Where the host keeps the file that was dropped. */
async function fileOf({ home }: Host): Promise<string> {
  const names = await readdir(join(home, 'uploads'), { recursive: true })
  return join(home, 'uploads', names.find((name) => name.endsWith('sixty.jsonl')) ?? '')
}

async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}

test('a run is paused, survives a reload, and goes on from its checkpoint', async ({ studio }) => {
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 60)
  // One more that cannot be used: the run says so.
  await openByDrop(studio, 'sixty.jsonl', `${rows.join('\n')}\n{"messages": []}\n`)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await studio.getByRole('textbox', { name: 'Epochs', exact: true }).fill('200')
  await studio.getByRole('textbox', { name: 'Name', exact: true }).fill('paused once')
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
  await expect.poll(() => figures(studio).count(), { timeout: slowly }).toBeGreaterThan(2)
  await studio.getByRole('button', { name: 'Pause' }).click()
  const goOn = studio.getByRole('button', { name: /^Continue from step/ })
  await expect(goOn).toBeVisible({ timeout: slowly })
  await studio.reload()
  await expect(studio.getByRole('region', { name: 'How it ended' })).toContainText('It is paused at step')
  await expect(studio.getByRole('complementary', { name: 'About this run' })).toContainText(/not usable\s*1 row/)
  await expectFitForAll(studio)
  const byItself = studio.getByRole('checkbox', { name: 'Continue by itself' })
  await byItself.click()
  await expect(byItself).toBeChecked()
  await studio.reload()
  await expect(byItself).toBeChecked()
  await goOn.click()
  await expect(studio.getByRole('button', { name: 'Pause' })).toBeEnabled({ timeout: slowly })
  await studio.getByRole('button', { name: 'Stop and keep' }).click({ timeout: slowly })
  await expect(studio.getByRole('region', { name: 'How it ended' })).toContainText('It was stopped at step', { timeout: slowly })
})

test('the crosshair goes by keys and is heard; plus zooms, Escape shows the whole run', async ({ studio }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  const heard = studio.getByTestId('crosshair-values')
  await crosshair(studio).press('Home')
  await expect(heard).toHaveText(/^Step 0: base model [\d.]+, validation [\d.]+/)
  await crosshair(studio).press('ArrowRight')
  await expect(heard).toHaveText(/^Step [1-9]\d*: .*train [\d.]+/)
  await crosshair(studio).press('+')
  const whole = studio.getByRole('button', { name: 'Show the whole run' })
  await expect(whole).toBeVisible()
  await studio.keyboard.press('Escape')
  await expect(whole).toHaveCount(0)
  await studio.getByRole('radio', { name: 'Memory' }).check()
  await crosshair(studio).press('End')
  await expect(heard).toHaveText(/whole process [\d.]+ [MG]B/)
  await studio.getByRole('radio', { name: 'Loss', exact: true }).check()
})

test('every view of the chart is a table too', async ({ studio }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  for (const [view, caption, columns] of [
    ['Learning rate', 'Learning rate by step', ['Step', 'Learning rate']],
    ['Gradient norm', 'Gradient norm by step', ['Step', 'Gradient norm']],
    ['Tokens/s', 'Tokens/s by step', ['Step', 'Tokens/s']],
    ['Memory', 'Memory by step', ['Step', 'Mlx’s arrays at most', 'Whole process']],
    ['Loss', 'Validation loss by step', ['Step', 'Validation loss', 'Training loss, smoothed']],
  ] as const) {
    await studio.getByRole('radio', { name: view, exact: true }).check()
    const table = studio.getByRole('table', { name: caption })
    await expect(table.getByRole('columnheader')).toHaveText([...columns])
    expect(await table.getByRole('row').count()).toBeGreaterThan(2)
  }
})

test('dragging zooms, a double click shows the whole run', async ({ studio }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  const canvas = studio.getByRole('img', { name: /^Loss of/ }).locator('.u-over')
  const box = await canvas.boundingBox()
  if (box === null) throw new Error('The chart has no place.')
  await studio.mouse.move(box.x + box.width * 0.3, box.y + 40)
  await studio.mouse.down()
  await studio.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 })
  await studio.mouse.up()
  const whole = studio.getByRole('button', { name: 'Show the whole run' })
  await expect(whole).toBeVisible()
  await canvas.dblclick()
  await expect(whole).toHaveCount(0)
})

test('the chart is saved as a picture and its figures as CSV', async ({ studio }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  await expect(studio.getByRole('img', { name: /^Loss of/ }).locator('canvas')).toBeVisible()
  const saved = async (button: string) => {
    const [download] = await Promise.all([studio.waitForEvent('download'), studio.getByRole('button', { name: button }).click()])
    return download
  }
  const picture = await saved('Save picture')
  expect(picture.suggestedFilename()).toBe('paused-once-loss.png')
  const png = await contentOf(picture)
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16)]).toEqual(['PNG', 2000])
  const csv = (await contentOf(await saved('Save data'))).toString('utf8').split('\r\n')
  expect(csv[0]).toMatch(/^split,step,epoch,loss,score,learningRate/)
  expect(csv[1]).toMatch(/^valid,0,/)
})

test('the hardest rows are found and open in the dataset, wherever they are now', async ({ studio, host }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  await studio.getByRole('button', { name: 'Find the hardest rows' }).click()
  const rows = studio.getByRole('list', { name: 'Hardest rows' }).getByRole('listitem')
  await expect(rows.first()).toBeVisible({ timeout: slowly })
  await studio.reload()
  await expect(rows.first()).toBeVisible()
  await expectFitForAll(studio)
  const open = rows.first().getByRole('button', { name: /^Open row \d+ in the dataset$/ })
  const row = /\d+/.exec((await open.getAttribute('aria-label')) ?? '')?.[0]
  await open.click()
  const shown = studio.getByRole('region', { name: 'Row', exact: true })
  await expect(shown.getByRole('heading', { name: `Row ${row}`, exact: true })).toBeVisible()

  const back = studio.getByRole('link', { name: /paused once/ })
  await studio.getByRole('button', { name: 'Close the dataset' }).click()
  await expect(studio.getByRole('heading', { level: 1, name: 'sixty.jsonl' })).toHaveCount(0)
  const file = await fileOf(host)
  const lines = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, ['{"messages": []}', ...lines].join('\n'))
  await back.click()
  await open.click()
  await expect(shown.getByRole('heading', { name: `Row ${Number(row) + 1}`, exact: true })).toBeVisible()
  await back.click()
  await expect(studio.getByRole('main')).toContainText('sixty.jsonl has changed since this run')

  await studio.getByRole('link', { name: 'Dataset', exact: true }).click()
  await studio.getByRole('button', { name: 'Close the dataset' }).click()
  await expect(studio.getByRole('heading', { level: 1, name: 'sixty.jsonl' })).toHaveCount(0)
  await writeFile(file, lines.filter((_, place) => place !== Number(row) - 1).join('\n'))
  await back.click()
  await open.click()
  await expect(rows.first().getByRole('alert')).toContainText(`its row ${row} is not in it any more`)
  await studio.getByRole('button', { name: 'Open the dataset' }).click()
  await expect(studio.getByRole('heading', { level: 1, name: 'sixty.jsonl' })).toBeVisible()
})

test('a run can be laid over its duplicate', async ({ studio }) => {
  await studio.getByRole('link', { name: /paused once/ }).click()
  await studio.getByRole('button', { name: 'Duplicate with changes…' }).click()
  await studio.getByRole('textbox', { name: 'Epochs', exact: true }).fill('1')
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(studio.getByRole('button', { name: 'Score it' })).toBeVisible({ timeout: slowly })
  await studio.getByRole('button', { name: 'Compare…' }).click()
  await studio.getByRole('checkbox', { name: /^paused once Stopped/ }).check()
  await studio.getByRole('button', { name: 'Done' }).click()
  const differences = studio.getByRole('region', { name: 'What differs' }).getByRole('table')
  await expect(differences.getByRole('row', { name: /^epochs/ })).toContainText('200')
  await expect(differences.getByRole('row', { name: /^learning_rate/ })).toHaveCount(0)
  await expectFitForAll(studio)
})
