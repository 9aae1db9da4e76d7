import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { expectFitForAll, expectNoFindings } from './findings'
import { openByDrop, slowly, test } from './host'

test.describe.configure({ mode: 'serial' })

const sample = resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl')
const formats = ['A4', 'Letter'] as const

/** The page as it is printed: how many sheets, and all their words. */
async function printed(page: Page, format: (typeof formats)[number]): Promise<{ readonly sheets: number; readonly words: string }> {
  const pdf = await page.pdf({ format })
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return { sheets: totalPages, words: text.replace(/\s+/g, ' ') }
}

test('a run is trained and scored', async ({ studio }) => {
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 60)
  await openByDrop(studio, 'sheets.jsonl', `${rows.join('\n')}\n`)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await studio.getByRole('textbox', { name: 'Epochs', exact: true }).fill('3')
  await studio.getByRole('textbox', { name: 'Name', exact: true }).fill('to be reported')
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
  await studio.getByRole('button', { name: 'Score it' }).click({ timeout: slowly })
  await expect(studio.getByRole('region', { name: 'Score' }).getByRole('table').first()).toBeVisible({ timeout: slowly })
})

test('its report is saved as one page that keeps nobody out, light or dark', async ({ studio, browser }) => {
  await studio.getByRole('link', { name: /to be reported/ }).click()
  await studio.getByRole('button', { name: 'Report…' }).click()
  await expectFitForAll(studio)
  const dialog = studio.getByRole('dialog', { name: 'Report of the run' })
  const [download] = await Promise.all([studio.waitForEvent('download'), dialog.getByRole('button', { name: 'Save as HTML' }).click()])
  await expect(dialog).toBeHidden()
  expect(download.suggestedFilename()).toBe('to-be-reported-report.html')
  const content = await readFile(await download.path(), 'utf8')
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, javaScriptEnabled: true })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setContent(content)
    await expect(page.getByRole('heading', { level: 1, name: 'to be reported' })).toBeVisible()
    await expect(page.getByRole('img', { name: /^Losses by step/ })).toBeVisible()
    for (const details of await page.locator('details').all())
      await details.evaluate((element: HTMLDetailsElement) => (element.open = true))
    await expect(page.getByRole('table', { name: /^Validations by step/ })).toBeVisible()
    await expectNoFindings(page)
    expect(asked).toEqual([])
    for (const width of [1280, 700, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await context.close()
  }
})

test('the saved report prints with all that is folded', async ({ studio, browser }) => {
  await studio.getByRole('link', { name: /to be reported/ }).click()
  await studio.getByRole('button', { name: 'Report…' }).click()
  const [download] = await Promise.all([studio.waitForEvent('download'), studio.getByRole('button', { name: 'Save as HTML' }).click()])
  const page = await browser.newPage({ colorScheme: 'dark' })
  await page.setContent(await readFile(await download.path(), 'utf8'))
  for (const format of formats) {
    const { sheets, words } = await printed(page, format)
    expect(sheets).toBeGreaterThan(1)
    for (const part of ['to be reported', 'Validations by step', 'Scorecard', 'lora_parameters.rank', 'Written by Antecedent'])
      expect(words).toContain(part)
  }
  await page.close()
})

test('the run’s own page prints without what is there to be clicked', async ({ studio }) => {
  await studio.getByRole('link', { name: /to be reported/ }).click()
  await expect(studio.getByRole('img', { name: /^Loss of/ }).locator('canvas')).toBeVisible()
  await expect(studio.getByRole('table', { name: 'References resolved of each kind', includeHidden: true })).toBeAttached()
  for (const colorScheme of ['light', 'dark'] as const) {
    await studio.emulateMedia({ colorScheme })
    for (const format of formats) {
      const { sheets, words } = await printed(studio, format)
      expect(sheets).toBeGreaterThan(0)
      for (const part of [
        'to be reported',
        'Loss',
        'validation',
        'What it learned from',
        'sheets.jsonl',
        'How it learned',
        'mention F1',
        'subjects',
      ])
        expect(words).toContain(part)
      for (const part of ['Export', 'Score again', 'Save picture', 'Report…', 'Find the hardest', 'Linear', 'New run', 'Settings'])
        expect(words).not.toContain(part)
    }
  }
  // The chart on paper is drawn anew, dark on light, whatever the window's own colours.
  const darkest = await studio.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'))
    return Promise.resolve().then(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.paper canvas')
      const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let least = 255
      for (let at = 0; at < data.length; at += 4) if ((data[at + 3] ?? 0) > 250) least = Math.min(least, data[at] ?? 255)
      window.dispatchEvent(new Event('afterprint'))
      return least
    })
  })
  expect(darkest).toBeLessThan(120)
  // What was laid out for paper is gone from the screen.
  await expect(studio.locator('.paper')).toHaveCount(0)
  await expect(studio.getByRole('button', { name: 'Save picture' })).toBeVisible()
})

test('the window asks for the system’s own dialog to print', async ({ studio }) => {
  await studio.getByRole('link', { name: /to be reported/ }).click()
  await studio.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', String(document.querySelector('dialog:modal') === null))
  })
  await studio.getByRole('button', { name: 'Report…' }).click()
  await studio.getByRole('button', { name: 'Print…' }).click()
  await expect(studio.locator('body')).toHaveAttribute('data-printed', 'true')
})

test('the chart is copied as a picture, and a clipboard that refuses is told', async ({ studio, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await studio.getByRole('link', { name: /to be reported/ }).click()
  await expect(studio.getByRole('img', { name: /^Loss of/ }).locator('canvas')).toBeVisible()
  await studio.getByRole('button', { name: 'Copy picture' }).click()
  await expect(studio.getByTestId('live')).toHaveText('Copied.')
  const width = await studio.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const bitmap = await createImageBitmap((await item?.getType('image/png')) ?? new Blob())
    return bitmap.width
  })
  expect(width).toBe(2000)
  await studio.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new Error('refused'))
  })
  await studio.getByRole('button', { name: /^(Copy picture|✓ Copied)$/ }).click()
  await expect(studio.getByRole('alert')).toContainText('The clipboard refused the picture.')
})
