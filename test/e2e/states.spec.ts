import { expect, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { withFreshHost } from './fresh-host'
import { openByDrop, slowly } from './host'
import { layRun } from './looks/known-home'

const at = '2026-01-02T18:01:49.000Z'
const longName = `Ein Lauf über ${'Auflösungsversuchsanordnungen '.repeat(3)}zum Ende`
const unbroken = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung'.repeat(3)

/** Runs that ended, or stand still, in every way there is. */
const runs = [
  { id: 'r-2026-01-02-00000001', name: 'paused', state: { state: 'paused', step: 240, bestStep: 240, pausedAt: at } },
  {
    id: 'r-2026-01-02-00000002',
    name: 'diverged',
    state: {
      state: 'diverged',
      step: 240,
      rows: [3, 17, 4711],
      bestStep: 192,
      message: 'The loss was no longer a number at step 240.',
      finishedAt: at,
    },
  },
  {
    id: 'r-2026-01-02-00000003',
    name: 'out of memory',
    state: {
      state: 'failed',
      finishedAt: at,
      failure: {
        code: 'out-of-memory',
        message: 'The machine has no room for a batch as long as that.',
        hint: 'Choose a smaller batch, or recompute activations.',
      },
    },
    usable: false,
    checkpoint: null,
    comparison: null,
  },
  {
    id: 'r-2026-01-02-00000004',
    name: 'cut off',
    state: { state: 'interrupted', step: 200, bestStep: null, failure: null },
    usable: false,
  },
  { id: 'r-2026-01-02-00000005', name: longName },
  { id: 'r-2026-01-02-00000006', name: 'تشغيل التدريب الأول' },
] as const

const test = withFreshHost(async (home) => {
  for (const run of runs) await layRun(home, run)
})
test.use({ actionTimeout: 30_000, timezoneId: 'UTC', locale: 'en-US' })

const row = (source: string, rewrite: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: source },
      { role: 'assistant', content: rewrite },
    ],
  })

const open = async (studio: Page, name: string) => {
  await studio.getByRole('navigation', { name: 'Antecedent' }).getByRole('link', { name }).click()
  await expect(studio.getByRole('heading', { level: 1, name })).toBeVisible()
}

for (const [name, words] of [
  ['paused', /It is paused at step 240/],
  ['diverged', /no longer a number at step 240/],
  ['out of memory', /no room for a batch as long as that/],
  ['cut off', /It was cut off at step 200/],
] as const)
  test(`a run that is ${name} is fit for all`, async ({ studio }) => {
    await open(studio, name)
    await expect(studio.getByRole('main')).toContainText(words)
    await expectFitForAll(studio)
  })

test('names without end stay in their places', async ({ studio }) => {
  await open(studio, longName)
  await expectFitForAll(studio)
  for (const screen of ['Resolve', 'Export']) {
    await studio.getByRole('link', { name: screen, exact: true }).click()
    await expect(studio.getByRole('heading', { level: 1, name: screen })).toBeVisible()
    await expectFitForAll(studio)
  }
  const name = `${unbroken.slice(0, 110)}.jsonl`
  await openByDrop(studio, name, `${row('Rain fell.', 'Rain fell.')}\n`)
  await expectFitForAll(studio)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await expect(studio.getByRole('complementary', { name: 'Before it starts' })).toContainText('Not counted')
  await expectFitForAll(studio)
})

const scripts = [
  row('اشترت ليلى سيارة. هي سعيدة بها.', 'اشترت ليلى سيارة. ليلى سعيدة بسيارة ليلى.'),
  row('花子は本を買った。彼女はそれを読んだ。', '花子は本を買った。花子は本を読んだ。'),
  row(`${unbroken} schlief. Sie träumte.`, `${unbroken} schlief. ${unbroken} träumte.`),
  row('👩🏽‍🚀 Mae flew. She came back. 👨‍👩‍👧', '👩🏽‍🚀 Mae flew. Mae came back. 👨‍👩‍👧'),
]

test('rows of every script, and words without end, are read and edited', async ({ studio }) => {
  await openByDrop(studio, 'scripts.jsonl', `${scripts.join('\n')}\n`)
  const rows = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  for (const place of scripts.keys()) {
    await rows.nth(place).click()
    const answer = studio.getByRole('textbox', { name: 'Assistant' })
    await answer.focus()
    await studio.keyboard.press('ControlOrMeta+End')
    await studio.keyboard.type(' Ende.')
    await expect(rows.nth(place)).toContainText('Ende.')
    await expectFitForAll(studio)
  }
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(studio.getByTestId('live')).toHaveText('scripts.jsonl is saved.')
})

test('a line runs as its first letter does, and the arrows with it', async ({ studio }) => {
  await openByDrop(studio, 'right-to-left.jsonl', `${scripts[0]}\n`)
  await studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').first().click()
  const turn = studio.getByRole('region', { name: 'Assistant' })
  const line = turn.locator('.view-line')
  const caret = async () => (await turn.locator('.cursor').first().boundingBox())?.x ?? Number.NaN
  await turn.getByRole('textbox', { name: 'Assistant' }).focus()
  await studio.keyboard.press('Home')
  await expect(line).toHaveAttribute('dir', 'rtl')
  const box = await line.boundingBox()
  await expect.poll(caret).toBeGreaterThan((box?.x ?? 0) + (box?.width ?? 0) - 30)
  const begin = await caret()
  await studio.keyboard.press('ArrowLeft')
  await expect.poll(caret).toBeLessThan(begin)
  await studio.keyboard.press('ArrowRight')
  await expect.poll(caret).toBe(begin)
  await studio.keyboard.press('End')
  await expect.poll(caret).toBeLessThan(begin - 100)

  await studio.keyboard.press('Home')
  await studio.keyboard.type('A ')
  await expect(line).toHaveAttribute('dir', 'ltr')
  await studio.keyboard.press('Backspace')
  await studio.keyboard.press('Backspace')
  await expect(line).toHaveAttribute('dir', 'rtl')
})

test('a text of ten thousand characters is answered, and stays in its place', async ({ studio }) => {
  await open(studio, 'تشغيل التدريب الأول')
  await studio.getByRole('link', { name: 'Resolve', exact: true }).click()
  await studio.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'Demo model' })
  const sentence = 'Ms Dorvik invited Mr Tenora to a dinner on Friday. He liked her boat. '
  const text = sentence.repeat(Math.ceil(10_000 / sentence.length))
  await studio.getByRole('textbox', { name: 'Source text' }).fill(text)
  await expectFitForAll(studio)
  await studio.getByRole('main').getByRole('button', { name: 'Resolve', exact: true }).click()
  const answer = studio.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toContainText('base weights', { timeout: slowly })
  await expect(answer).toContainText(/asked in \d+ parts/)
  const words = await studio.getByRole('region', { name: 'Answer: text' }).innerText()
  expect(words.length).toBeGreaterThan(8_000)
  await expectFitForAll(studio)
})
