import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownRows, ownTable } from './own-data.mjs'

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {ReturnType<typeof import('./pictures.mjs').camera>} Camera */

const minutes = 60_000

/**
 * One evening with the app, photographed: sample, run, score, rewrite, export, then rows of one's own.
 * @param {Page} page
 * @param {Camera} camera
 * @param {string} home of the person: files of theirs lie there
 */
export async function journey(page, camera, home) {
  await firstStart(page, camera)
  await train(page, camera)
  await judge(page, camera)
  await takeAway(page, camera, home)
  await ownData(page, camera, home)
}

/** @param {Page} page @param {Camera} camera */
async function firstStart(page, camera) {
  const sample = page.getByRole('button', { name: 'Try it with the sample' })
  await sample.waitFor()
  await camera.window('first-start')
  await sample.click()
  await page.getByRole('listbox', { name: 'Rows' }).getByRole('option').nth(5).click()
  await page.getByRole('textbox', { name: 'Assistant' }).waitFor()
  await page.getByText(/^(checking|looking for)/).waitFor({ state: 'hidden', timeout: 2 * minutes })
  await camera.window('dataset')
}

/** @param {Page} page @param {Camera} camera */
async function train(page, camera) {
  const main = page.getByRole('main')
  await page.getByRole('button', { name: 'Train on this' }).click()
  await main.getByText('ready', { exact: true }).waitFor({ timeout: 2 * minutes })
  await camera.window('new-run')
  await page.getByRole('button', { name: 'What is Epoch?' }).click()
  await camera.part('explained', page.getByRole('note', { name: 'Epoch' }))
  await page.keyboard.press('Escape')
  const suggestions = page.locator('summary', { hasText: 'Models to download' })
  await suggestions.click()
  await page.getByRole('button', { name: 'Download Llama 3.2 3B Instruct, 4-bit' }).waitFor()
  await camera.window('models')
  await suggestions.click()
  await page.getByRole('button', { name: 'Download from Hugging Face…' }).click()
  await camera.part('download', page.getByRole('dialog', { name: 'Download a model' }))
  await page.keyboard.press('Escape')

  await page.getByRole('radio', { name: 'Quick' }).check({ force: true })
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('first try')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  const points = page.getByRole('table', { name: 'Validation loss by step' }).getByRole('row')
  await points.nth(6).waitFor({ state: 'attached', timeout: 15 * minutes })
  await camera.window('training')
  await page.getByRole('button', { name: 'Score it' }).waitFor({ timeout: 15 * minutes })
  await camera.window('run', { dark: true })
  await page.getByRole('radio', { name: 'Log', exact: true }).check({ force: true })
  await camera.part('curves', page.getByRole('region', { name: 'Curves' }))
  await page.getByRole('radio', { name: 'Linear', exact: true }).check({ force: true })
}

/** @param {Page} page @param {Camera} camera */
async function judge(page, camera) {
  const main = page.getByRole('main')
  await page.getByRole('button', { name: 'Score it' }).click()
  const score = page.getByRole('region', { name: 'Score' })
  await score
    .getByRole('table')
    .first()
    .waitFor({ timeout: 5 * minutes })
  await camera.part('score', score, { height: 1500 })
  await page.getByRole('button', { name: 'Look at the texts…' }).click()
  const texts = page.getByRole('dialog', { name: 'What became of each text' })
  await texts.getByRole('article').first().waitFor()
  await camera.window('texts')
  await texts.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Resolve with it' }).click()
  await page.getByRole('combobox', { name: 'Example texts' }).selectOption({ label: 'He, her and she' })
  await main.getByRole('button', { name: 'Resolve', exact: true }).click()
  await page
    .getByRole('region', { name: 'After', exact: true })
    .getByText(/tokens/)
    .waitFor({ timeout: 2 * minutes })
  await camera.window('resolve', { dark: true })
  await page.keyboard.press('n')
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Write instead' }).waitFor()
  await camera.window('correct')
  await page.keyboard.press('Escape')
}

/** @param {Page} page @param {Camera} camera @param {string} home */
async function takeAway(page, camera, home) {
  const main = page.getByRole('main')
  await page.getByRole('link', { name: 'Export', exact: true }).click()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await page.getByRole('textbox', { name: 'Path' }).fill(home)
  const useIt = page.getByRole('button', { name: 'Use this folder' })
  await useIt.click()
  await useIt.waitFor({ state: 'hidden' })
  await page.getByRole('textbox', { name: 'Folder name' }).fill('tuned')
  await main.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('region', { name: 'Receipt' }).waitFor({ timeout: 5 * minutes })
  await camera.window('export')
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('option').first().waitFor()
  await camera.part('palette', palette)
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+/')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await keys.waitFor()
  await camera.part('keys', keys)
  await page.keyboard.press('Escape')
}

/** @param {Page} page @param {Camera} camera @param {string} home */
async function ownData(page, camera, home) {
  const rows = page.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  await page.getByRole('navigation', { name: 'Antecedent' }).waitFor()
  await open(page, home, 'mine.csv', ownTable)
  const table = page.getByRole('dialog', { name: 'Make a dataset of mine.csv' })
  await table.waitFor()
  await camera.part('table', table)
  await page.keyboard.press('Escape')

  await open(page, home, 'mine.jsonl', ownRows())
  await page.getByRole('button', { name: '2 cannot be used' }).waitFor()
  await page.getByRole('listbox', { name: 'Rows' }).getByText('Pronoun left').first().waitFor({ timeout: minutes })
  await page.getByText(/^checking/).waitFor({ state: 'hidden', timeout: minutes })
  await camera.window('own-data')
  await rows.nth(4).click()
  await page.getByRole('list', { name: 'Problems of this row' }).waitFor()
  await page.getByRole('textbox', { name: 'Assistant' }).waitFor()
  await camera.window('mend')
  await page.getByRole('button', { name: 'Split', exact: true }).click()
  await camera.part('split', page.getByRole('region', { name: 'Split' }))
  await page.getByRole('button', { name: 'More rows', exact: true }).click()
  await camera.part('more-rows', page.getByRole('region', { name: 'More rows' }), { height: 1100 })
  await page.getByRole('button', { name: 'Train on this' }).click()
  const before = page.getByRole('complementary', { name: 'Before it starts' })
  await before.getByRole('heading', { name: 'With your own data' }).waitFor()
  // It counts once more when what it knew of the form before is another dataset's.
  for (const _ of ['as it was', 'as it is']) {
    await page.waitForTimeout(1000)
    await before
      .getByRole('status')
      .filter({ hasText: /ready|to look at/ })
      .waitFor({ timeout: 2 * minutes })
  }
  await camera.part('own-run', before, { height: 1100 })
}

/** @param {Page} page @param {string} home @param {string} name @param {string} content */
async function open(page, home, name, content) {
  const path = join(home, name)
  writeFileSync(path, content)
  await page.keyboard.press('ControlOrMeta+o')
  const dialog = page.getByRole('dialog', { name: 'Open a dataset' })
  await dialog.getByRole('textbox', { name: 'Path' }).fill(path)
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}
