/**
 * Takes the pictures of the README from the real window: node scripts/screens.mjs.
 * Opens the sample, trains the demo model, scores, resolves and exports, on a home of its own.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { built, ensureBuild } from './build.mjs'
import { at } from './checkout.mjs'
import { ensureChromium, findChromium } from './chromium.mjs'
import { main, SetupError, say } from './say.mjs'
import { ensurePython } from './venv.mjs'

const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
]
const schemes = /** @type {const} */ (['light', 'dark'])
const folder = at('docs', 'screens')

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} screen
 */
async function picture(page, screen) {
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Two frames: one to lay out, one to draw.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))
      await page.screenshot({ path: join(folder, `${screen}-${colorScheme}-${size.width}x${size.height}.png`) })
    }
  }
  await page.setViewportSize(sizes[0] ?? { width: 1280, height: 800 })
  say(screen)
}

/** @param {import('@playwright/test').Page} page @param {string} home */
async function walk(page, home) {
  const main = page.getByRole('main')
  await page.getByRole('button', { name: 'Try it with the sample' }).click()
  await page.getByRole('listbox', { name: 'Rows' }).getByRole('option').nth(5).click()
  await page.getByRole('textbox', { name: 'Assistant' }).waitFor()
  await picture(page, 'dataset')

  await page.getByRole('button', { name: 'Train on this' }).click()
  await main.getByText('ready', { exact: true }).waitFor({ timeout: 120_000 })
  await picture(page, 'new-run')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('sample, first try')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  const points = page.getByRole('table', { name: 'Validation loss by step' }).getByRole('row')
  await points.nth(7).waitFor({ state: 'attached', timeout: 900_000 })
  await picture(page, 'train')

  await page.getByRole('button', { name: 'Score it' }).click({ timeout: 900_000 })
  await page.getByRole('region', { name: 'Score' }).getByRole('table').waitFor({ timeout: 300_000 })
  await picture(page, 'score')

  await page.getByRole('button', { name: 'Resolve with it' }).click()
  await page.getByRole('combobox', { name: 'Example texts' }).selectOption({ index: 2 })
  await main.getByRole('button', { name: 'Resolve', exact: true }).click()
  await main.getByRole('button', { name: 'Copy text' }).waitFor({ timeout: 120_000 })
  await picture(page, 'resolve')

  await page.getByRole('link', { name: 'Export', exact: true }).click()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await page.getByRole('textbox', { name: 'Path' }).fill(home)
  await page.getByRole('button', { name: 'Use this folder' }).click()
  await main.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('region', { name: 'Receipt' }).waitFor({ timeout: 300_000 })
  await picture(page, 'export')
}

await main(async () => {
  await ensurePython()
  await ensureBuild()
  await ensureChromium()
  mkdirSync(folder, { recursive: true })
  const home = mkdtempSync(join(tmpdir(), 'antecedent-screens-'))
  const host = spawn(process.execPath, [built.cli, 'serve', '--json'], {
    env: { ...process.env, ANTECEDENT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const executablePath = findChromium()
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const { value: first } = await createInterface({ input: host.stdout })[Symbol.asyncIterator]().next()
    if (!first) throw new SetupError('The host did not start.')
    const page = await browser.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(JSON.parse(first).url)
    await walk(page, home)
    return 0
  } finally {
    await browser.close()
    host.kill('SIGTERM')
    rmSync(home, { recursive: true, force: true })
  }
})
