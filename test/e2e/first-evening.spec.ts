import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { rowOf } from '../seed-row'
import { expectFitForAll } from './findings'
import { withFreshHost } from './fresh-host'
import { choosePath, openPath, slowly } from './host'
import { watchLayoutShift } from './layout'

const test = withFreshHost()

const heard = (page: Page) => page.getByTestId('live')
const rows = (page: Page) => page.getByRole('listbox', { name: 'Rows' }).getByRole('option')
const problems = (page: Page) => page.getByRole('list', { name: 'Problems of this row' })
const before = (page: Page) => page.getByRole('complementary', { name: 'Before it starts' })

/** Rows as a person might have written them: one leaves a pronoun, one is cut off, one has no answer. */
const good = ['lamp', 'boat', 'house', 'violin', 'ladder', 'kettle', 'garden', 'bicycle', 'piano', 'tent', 'coat', 'map'].map(
  (thing, at) =>
    at % 2 === 0
      ? rowOf(`Anna looked at the ${thing}. She bought it at once.`, `Anna looked at the ${thing}. Anna bought the ${thing} at once.`)
      : rowOf(`Paul sold the ${thing} in May. He was glad.`, `Paul sold the ${thing} in May. Paul was glad.`),
)
const pronounLeft = rowOf('Paul sold his car. He was glad.', "Paul sold Paul's car. He was glad.")
const cutOff = rowOf('Ines wrote a letter. She sent it off.', 'Ines wrote a letter. Ines sent the letter off.').slice(0, -9)
const unanswered = JSON.stringify({ messages: [{ role: 'user', content: 'Omar called. He had to wait.' }] })

test.use({ actionTimeout: 30_000 })

test('the first evening: from nothing to a model that was trained, judged and taken away, then one’s own rows', async ({
  studio,
  host,
}) => {
  test.setTimeout(1_200_000)
  const main = studio.getByRole('main')
  const seen = await watchLayoutShift(studio)

  await test.step('the first start says what to do', async () => {
    await expect(main).toContainText('Drop a dataset here.')
    await expect(studio.getByText('Nothing leaves this machine')).toBeVisible()
    await studio.getByRole('button', { name: 'Try it with the sample' }).click()
    await expect(rows(studio).first()).toBeVisible()
  })

  await test.step('the sample trains in about a minute, shortened by a setting', async () => {
    await studio.getByRole('button', { name: 'Train on this' }).click()
    await studio.getByRole('radio', { name: 'In iterations' }).check({ force: true })
    await studio.getByRole('textbox', { name: 'Iterations', exact: true }).fill('150')
    await studio.getByRole('textbox', { name: 'Name', exact: true }).fill('first evening')
    await expect(before(studio).getByRole('status')).toHaveText(/ready/, { timeout: slowly })
    await studio.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(studio.getByRole('img', { name: /^Loss of/ })).toBeVisible({ timeout: slowly })
    await expect(studio.getByRole('button', { name: 'Score it' })).toBeVisible({ timeout: slowly })
    await expect(main).toContainText('Finished')
  })

  await test.step('an example is seen before and after, with its marks', async () => {
    await studio.getByRole('button', { name: 'Resolve with it' }).click()
    await studio.getByRole('combobox', { name: 'Example texts' }).selectOption({ label: 'He, her and she' })
    await main.getByRole('button', { name: 'Resolve', exact: true }).click()
    const after = studio.getByRole('region', { name: 'After', exact: true })
    await expect(after).toContainText(/\d+ tokens/, { timeout: slowly })
    await expect(studio.getByRole('region', { name: 'Before', exact: true })).toContainText('0 of 4')
    await expect(after).toContainText(/[34] of 4/)
    await expect(studio.getByRole('region', { name: 'After: text' }).locator('.mark')).not.toHaveCount(0)
    await studio.keyboard.press('n')
    await expect(studio.getByRole('toolbar', { name: 'Changes' })).toContainText(/1 of \d/)
  })

  await test.step('it is scored beside its base model', async () => {
    await studio.getByRole('link', { name: /first evening/ }).click()
    await studio.getByRole('button', { name: 'Score it' }).click()
    const score = studio.getByRole('region', { name: 'Score' })
    await expect(score.getByRole('row', { name: /^mention F1/ })).toBeVisible({ timeout: slowly })
    await expect(score).toContainText(/references fixed/)
  })

  await test.step('and nothing jumped all the while', async () => {
    expect((await seen.jsonValue()).shift).toBeLessThan(0.02)
  })

  await test.step('it is exported, and proves itself', async () => {
    await studio.getByRole('button', { name: 'Export', exact: true }).click()
    await choosePath(studio, 'Choose a folder…', 'Use this folder', host.home)
    await main.getByRole('button', { name: 'Export', exact: true }).click()
    const receipt = studio.getByRole('region', { name: 'Receipt' })
    await expect(receipt).toContainText(/(\d+) of \1/, { timeout: slowly })
    await expect(receipt).toContainText('mlx_lm.generate')
    expect(JSON.parse(await readFile(join(host.home, 'first-evening', 'config.json'), 'utf8'))).toMatchObject({ model_type: 'llama' })
  })

  const mine = join(host.home, 'mine.jsonl')
  await test.step('rows of one’s own are opened, and say what is wrong with them', async () => {
    await writeFile(mine, `${[pronounLeft, cutOff, unanswered, ...good].join('\n')}\n`)
    await studio.getByRole('link', { name: 'Dataset', exact: true }).click()
    await openPath(studio, mine)
    await expect(studio.getByRole('button', { name: '2 cannot be used' })).toBeVisible()
    await expect(rows(studio).nth(0)).toContainText('pronoun left')
    await expect(rows(studio).nth(1)).toContainText('not JSON')
    await expect(rows(studio).nth(2)).toContainText('no answer to learn')
    await expectFitForAll(studio)
  })

  await test.step('they are mended, with a click or by hand, and saved', async () => {
    await rows(studio).nth(0).click()
    await problems(studio).getByRole('button', { name: 'Write “Paul”' }).click()
    await expect(rows(studio).nth(0)).toContainText('Paul was glad')
    await rows(studio).nth(1).click()
    await problems(studio).getByRole('button', { name: 'Mend the JSON' }).click()
    await expect(rows(studio).nth(1)).toContainText('Ines sent')
    await rows(studio).nth(2).click()
    await studio.getByRole('listbox', { name: 'Rows' }).focus()
    await studio.keyboard.press('Delete')
    await expect(studio.getByRole('button', { name: /cannot be used/ })).toHaveCount(0)
    await studio.keyboard.press('ControlOrMeta+s')
    await expect(heard(studio)).toHaveText('mine.jsonl is saved.')
    const saved = (await readFile(mine, 'utf8')).trimEnd().split('\n')
    expect(saved).toHaveLength(good.length + 2)
    for (const line of saved) expect(() => JSON.parse(line)).not.toThrow()
  })

  await test.step('and a run on them says what is missing', async () => {
    await studio.getByRole('button', { name: 'Train on this' }).click()
    await expect(main).toContainText('14 of 14 rows can be used.')
    await expect(before(studio).getByRole('status')).toHaveText(/things? to look at/, { timeout: slowly })
    await expect(before(studio)).toContainText('held out for the score')
    await expect(before(studio)).toContainText('fits')
    const needs = before(studio).getByRole('region', { name: 'With your own data' })
    await expect(needs).toContainText('14 rows: too few to learn the task from')
    await expect(needs).toContainText('The demo model knows only the small world of the sample')
    await expect(studio.getByRole('button', { name: 'Train', exact: true })).toBeEnabled()
    await expectFitForAll(studio)
  })
})
