import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { withFreshHost } from './fresh-host'
import { choosePath, openByDrop, slowly } from './host'
import { layKnownHome } from './looks/known-home'
import { whyNotComparable } from './looks/made-with'

const test = withFreshHost(layKnownHome)

test.describe.configure({ mode: 'serial' })
test.use({ actionTimeout: 30_000, timezoneId: 'UTC', locale: 'en-US' })

const sample = resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl')
const stylePath = join(import.meta.dirname, 'looks', 'steady.css')
const usual = { width: 1280, height: 800 }
const small = { width: 960, height: 640 }
const large = { width: 1920, height: 1200 }

let reason: string | null = null

test.beforeEach(async ({ studio, browser }, { config }) => {
  reason = await whyNotComparable(browser, studio, config.updateSnapshots === 'all' || config.updateSnapshots === 'changed')
})

type Look = { readonly sizes?: readonly (typeof usual)[]; readonly part?: Locator }

/** What is on the screen looks as it did, light and dark, and keeps nobody out. */
async function expectTheLook(page: Page, name: string, { sizes = [usual], part }: Look = {}): Promise<void> {
  await expectFitForAll(page)
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.mouse.move(size.width - 1, 0)
      if (reason === null) await expect(part ?? page).toHaveScreenshot(`${name}-${colorScheme}-${size.width}.png`, { stylePath })
    }
  }
  await page.setViewportSize(usual)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** Skips only what compares pictures: the findings were looked for. */
function tellWhyNot(): void {
  test.skip(reason !== null, reason ?? '')
}

test('no dataset is open', async ({ studio }) => {
  await expect(studio.getByRole('main')).toContainText('Drop a dataset here.')
  await expectTheLook(studio, 'dataset-empty', { sizes: [small, usual, large] })
  tellWhyNot()
})

test('the palette, the sheet of keys and the settings', async ({ studio }) => {
  for (const [key, name, title] of [
    ['k', 'palette', 'Command palette'],
    ['/', 'keys', 'Keyboard shortcuts'],
    [',', 'settings', 'Settings'],
  ] as const) {
    await studio.keyboard.press(`ControlOrMeta+${key}`)
    const part = studio.getByRole('dialog', { name: title })
    await expect(part).toBeVisible()
    await expectTheLook(studio, name, { part })
    await studio.keyboard.press('Escape')
    await expect(part).toBeHidden()
  }
  tellWhyNot()
})

test('a finished run', async ({ studio }) => {
  await studio.getByRole('link', { name: /a quiet evening/ }).click()
  await expect(studio.getByRole('img', { name: /^Loss of/ }).locator('canvas')).toBeVisible()
  await expectTheLook(studio, 'run')
  tellWhyNot()
})

test('a text before and after', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve', exact: true }).click()
  await studio.getByRole('button', { name: 'History…' }).click()
  const history = studio.getByRole('dialog', { name: 'What was resolved' })
  await history.getByRole('listitem').first().getByRole('button').first().click()
  await expect(studio.getByRole('region', { name: 'After', exact: true })).toContainText('4 of 4')
  await expectTheLook(studio, 'resolve', { sizes: [small, usual, large] })
  tellWhyNot()
})

test('the sample, a row chosen, and the form of a new run on it', async ({ studio }) => {
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 20)
  await openByDrop(studio, 'sample.jsonl', `${rows.join('\n')}\n`)
  await expect(studio.locator('.checking')).toHaveCount(0)
  await studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').nth(5).click()
  await expect(studio.getByRole('textbox', { name: 'Assistant' })).toBeVisible()
  await studio.getByRole('listbox', { name: 'Rows' }).focus()
  await expectTheLook(studio, 'dataset', { sizes: [small, usual, large] })

  await studio.getByRole('button', { name: 'Train on this' }).click()
  await expect(studio.getByRole('complementary', { name: 'Before it starts' }).getByRole('status')).toHaveText(/things to look at/, {
    timeout: slowly,
  })
  await expectTheLook(studio, 'new-run')
  tellWhyNot()
})

test('an export with its receipt', async ({ studio, host }) => {
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('textbox', { name: 'Epochs', exact: true }).fill('1')
  await studio.getByRole('textbox', { name: 'Name', exact: true }).fill('a short one')
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(studio.getByRole('button', { name: 'Score it' })).toBeVisible({ timeout: slowly })
  await studio.getByRole('button', { name: 'Export', exact: true }).click()
  await choosePath(studio, 'Choose a folder…', 'Use this folder', host.home)
  await studio.getByRole('textbox', { name: 'Folder name' }).fill('taken')
  await studio.getByRole('main').getByRole('button', { name: 'Export', exact: true }).click()
  await expect(studio.getByRole('region', { name: 'Receipt' })).toBeVisible({ timeout: slowly })
  await expectTheLook(studio, 'export')
  tellWhyNot()
})
