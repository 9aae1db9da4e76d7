import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { openByDrop, slowly, test } from './host'
import { copiedPicture, pictureOf, watchLaidOut } from './rewrite-picture'

test.describe.configure({ mode: 'serial' })

const sample = resolve(import.meta.dirname, '../../assets/samples/coreference-train.jsonl')
/** A text that the run learns from, so that it is sure to change something. */
let text = ''

const heard = (page: Page) => page.getByTestId('live')
const after = (page: Page) => page.getByRole('region', { name: 'After: text' })
const changes = (page: Page) => page.getByRole('toolbar', { name: 'Changes' })

async function ask(page: Page, source: string, by = 'quick study'): Promise<void> {
  await page.getByRole('link', { name: 'Resolve' }).first().click()
  await page.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: by })
  await page.getByRole('textbox', { name: 'Source text' }).fill(source)
  await page.getByRole('main').getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByRole('region', { name: by === 'quick study' ? 'After' : 'Answer', exact: true })).toContainText(/\d+ tokens/, {
    timeout: slowly,
  })
}

test('a run is made whose answers are looked at', async ({ studio }) => {
  const lines = (await readFile(sample, 'utf8')).split('\n').slice(0, 60)
  const rows = lines.map((line) => JSON.parse(line).messages.map(({ content }: { content: string }) => content))
  const turns: string[] = rows.find(([, asked, answer]) => asked.split(': ').at(-1) !== answer) ?? []
  text = (turns[1] ?? '').replace(/^.*?text: /s, '')
  await openByDrop(studio, 'studied.jsonl', `${lines.join('\n')}\n`)
  await studio.getByRole('button', { name: 'Train on this' }).click()
  await studio.getByRole('radio', { name: /Demo model/ }).check()
  await studio.getByRole('textbox', { name: 'Epochs', exact: true }).fill('20')
  await studio.getByRole('textbox', { name: 'Name', exact: true }).fill('quick study')
  await studio.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(studio.getByRole('button', { name: 'Score it' })).toBeVisible({ timeout: slowly })
})

test('changes are walked through, accepted, taken back and corrected by keys, and the text follows into a file and a row', async ({
  studio,
}) => {
  // A page adds rows to the dataset that it looks at: this one, once it is opened here.
  await openByDrop(studio, 'studied.jsonl', await readFile(sample, 'utf8').then((rows) => `${rows.split('\n').slice(0, 60).join('\n')}\n`))
  // Its name was there already; that it was read is said.
  await expect(heard(studio)).toHaveText('studied.jsonl: 60 rows.')
  await ask(studio, text)
  const whole = await after(studio).innerText()
  await studio.keyboard.press('n')
  await expect(changes(studio)).toContainText(/1 of \d+:/)
  await expectFitForAll(studio)
  await studio.keyboard.press('u')
  await expect(changes(studio)).toContainText(/1 of \d+:/)
  await expect(changes(studio)).toContainText(/1 of \d+ decided/)
  expect(await after(studio).innerText()).not.toBe(whole)
  await studio.keyboard.press('u')
  await expect.poll(() => after(studio).innerText()).toBe(whole)
  await studio.keyboard.press('c')
  const instead = changes(studio).getByRole('textbox', { name: 'Write instead' })
  await instead.fill('Somebody Else')
  // What is typed stays while another change is looked at.
  await changes(studio).getByRole('button', { name: 'Next change' }).click()
  await changes(studio).getByRole('button', { name: 'Previous change' }).click()
  await expect(instead).toHaveValue('Somebody Else')
  // The key that asks a text keeps a correction where one is written.
  await instead.press('ControlOrMeta+Enter')
  await expect(after(studio)).toContainText('Somebody Else')
  await expect(changes(studio)).toContainText(/1 of \d+ decided/)
  // What a person wrote is accepted as it is.
  await studio.keyboard.press('a')
  await expect(after(studio)).toContainText('Somebody Else')

  // It goes along as JSON, and becomes a row of the dataset.
  const [download] = await Promise.all([
    studio.waitForEvent('download'),
    studio.getByRole('combobox', { name: 'Take along as' }).selectOption({ label: 'JSON: edits and entities' }),
  ])
  const taken = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(taken).toMatchObject({ source: text })
  expect(JSON.stringify(taken)).toContain('Somebody Else')
  // A clipboard that refuses is said where it was asked.
  await studio.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new Error('refused'))
    document.execCommand = () => false
  })
  await studio.getByRole('combobox', { name: 'Take along as' }).selectOption({ label: 'Copy with its marks' })
  await expect(studio.getByRole('alert')).toContainText('The clipboard refused the text.')
  await studio.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
  await studio.getByRole('button', { name: 'Add to studied.jsonl' }).dblclick()
  await expect(heard(studio)).toContainText('Added to studied.jsonl')
  await studio.getByRole('link', { name: 'Dataset', exact: true }).click()
  const list = studio.getByRole('listbox', { name: 'Rows' })
  await list.getByRole('option').first().click()
  await studio.keyboard.press('End')
  await expect(list.getByRole('option').last()).toContainText('Somebody Else')
  await expect(list.getByRole('option').last()).toHaveAttribute('aria-setsize', '61')
})

test('what was resolved is found again, and nothing is kept when that is switched off', async ({ studio }) => {
  await ask(studio, 'Anna came in. She sat down.')
  await studio.getByRole('button', { name: 'History…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'What was resolved' })
  await expect(dialog.getByRole('list', { name: 'Resolved texts' }).getByRole('listitem').first()).toContainText('Anna came in.')
  await expectFitForAll(studio)
  await dialog.getByRole('textbox', { name: 'Find in the history' }).fill(text.slice(0, 12))
  await expect(dialog.getByRole('listitem').first()).not.toContainText('Anna came in.')
  await dialog.getByRole('listitem').first().getByRole('button').first().click()
  await expect(studio.getByRole('textbox', { name: 'Source text' })).toHaveValue(text)
  await expect(studio.getByRole('region', { name: 'After', exact: true })).toContainText(/\d+ tokens/)
  await studio.getByRole('button', { name: 'History…' }).click()
  const keeps = dialog.getByRole('checkbox', { name: 'Keep what is resolved' })
  await dialog.getByRole('button', { name: 'Forget all' }).click()
  await dialog.getByRole('button', { name: 'Leave it' }).click()
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await keeps.click()
  await expect(dialog.getByRole('alert')).toContainText('Nothing brings them back.')
  await expect(dialog.getByRole('button', { name: 'Leave it' })).toBeFocused()
  await expectFitForAll(studio)
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await dialog.getByRole('button', { name: /^Forget \d+ texts? and keep none$/ }).click()
  await expect(dialog).toContainText('Nothing is kept.')
  await keeps.click()
  await expect(keeps).toBeChecked()
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('the paragraph of the write-up is answered by both, and judged by how a person resolves it', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  await studio.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'quick study' })
  await studio.getByRole('combobox', { name: 'Example texts' }).selectOption({ label: 'Amazon, Google and Apple' })
  await expect(studio.getByRole('textbox', { name: 'Source text' })).toHaveValue(/Amazon's earnings/)
  await studio.keyboard.press('ControlOrMeta+Enter')
  for (const pane of ['Before', 'After']) {
    const shown = studio.getByRole('region', { name: pane, exact: true })
    await expect(shown).toContainText(/\d+ tokens/, { timeout: slowly })
    await expect(shown).toContainText(pane === 'After' ? /adapter [0-9a-f]{7}/ : 'base weights')
  }
  // An answer says whose it is where somebody else would answer now.
  await studio.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'Demo model' })
  await expect(changes(studio)).toContainText('answered by quick study, best')
  await expect(studio.getByRole('region', { name: 'After', exact: true })).toContainText('quick study, best')
  await studio.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'quick study' })
  await expect(changes(studio)).not.toContainText('answered by')
  await studio.getByText('How a person resolves this example').click()
  await expect(studio.getByText(/^\d+ of \d+ right/)).toBeVisible()
  await expectFitForAll(studio)
})

test('a text that is longer than is resolved at once is kept whole, and said to be', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  const source = studio.getByRole('textbox', { name: 'Source text' })
  await source.fill('a'.repeat(200_001))
  await expect(studio.getByText('longer than the 200,000 characters that are resolved at once')).toBeVisible()
  await expect(studio.getByRole('main').getByRole('button', { name: 'Resolve', exact: true })).toBeDisabled()
  await source.fill('a'.repeat(200_000))
  await expect(studio.getByRole('main').getByRole('button', { name: 'Resolve', exact: true })).toBeEnabled()
  await source.fill('')
})

test('a text is asked otherwise: with less of what was learned, beside another model, with a prompt of one’s own', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  await studio.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'quick study' })
  const before = studio.getByRole('region', { name: 'Before: text' })
  await ask(studio, text)
  expect(await after(studio).innerText()).not.toBe(await before.innerText())
  await studio.getByRole('slider', { name: 'Strength' }).fill('0')
  await ask(studio, text)
  // Nothing of what was learned is the base model.
  expect(await after(studio).innerText()).toBe(await before.innerText())
  await studio.getByRole('slider', { name: 'Strength' }).fill('1')
  await studio.getByRole('combobox', { name: 'Beside' }).selectOption({ label: 'quick study, last' })
  await studio.getByRole('button', { name: 'Prompt…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'How the text is put to the model' })
  await expectFitForAll(studio)
  // Keys are the dialog's own while it is in front.
  await dialog.getByRole('button', { name: 'Add an example' }).press('n')
  await expect(changes(studio)).not.toContainText(/\d+ of \d+:/)
  await dialog.getByRole('combobox', { name: 'Wording' }).selectOption('plain')
  await dialog.getByRole('button', { name: 'Add an example' }).click()
  await dialog.getByRole('textbox', { name: 'Example 1: text' }).fill('Tom sat. He slept.')
  await dialog.getByRole('textbox', { name: 'Example 1: rewrite' }).fill('Tom sat. Tom slept.')
  await dialog.getByRole('button', { name: 'Ask like this' }).click()
  await expect(studio.getByText('own prompt')).toBeVisible()
  await ask(studio, text)
  await expect(studio.getByRole('region', { name: 'Before', exact: true })).toContainText('quick study, last')
  await studio.getByRole('button', { name: 'Prompt…' }).click()
  await dialog.getByRole('combobox', { name: 'Wording' }).selectOption('own')
  await expect(dialog.getByRole('textbox', { name: 'Example 1: text' })).toHaveValue('Tom sat. He slept.')
  await dialog.getByRole('button', { name: 'Remove example 1' }).click()
  await dialog.getByRole('button', { name: 'Ask like this' }).click()
  await expect(studio.getByText('own prompt')).toBeHidden()
})

test('the text before and after is copied and saved as a picture of what is on the desk', async ({ studio, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await studio.emulateMedia({ colorScheme: 'dark' })
  await ask(studio, text)
  const take = studio.getByRole('combobox', { name: 'Take along as' })
  const laidOut = await watchLaidOut(studio)
  await take.selectOption({ label: 'Copy as a picture' })
  await expect(heard(studio)).toHaveText('Copied as a picture.')
  const { width, height, sections, ink, ground, rule, marks } = await laidOut()
  const picture = await copiedPicture(studio)
  expect([picture.width, picture.height]).toEqual([2 * width, Math.ceil(2 * height)])
  expect(picture.colourAt(2, 2)).toEqual(ground)
  expect(Math.min(...ground)).toBeGreaterThan(240)
  expect(Math.max(...ink)).toBeLessThan(60)
  expect(sections).toEqual(['Source', 'Before base model', 'After quick study, best'].map((head) => expect.stringMatching(`^${head}`)))
  expect(picture.upright(rule)).toBe(sections.length + 1)
  expect(picture.count(ink)).toBeGreaterThan(1000)
  for (const section of [0, 2]) {
    const underlined = marks.filter((mark) => mark.section === section && mark.line === 'solid')
    expect(underlined.length).toBeGreaterThan(0)
    for (const mark of underlined) expect(picture.lineUnder(mark)).toEqual({ beneath: true, before: false, behind: false })
  }

  // A change that is accepted loses its tint there too.
  const tint = marks.flatMap((mark) => (mark.tint === null ? [] : [mark.tint]))[0]
  if (tint === undefined) throw new Error('No change is tinted.')
  const tinted = picture.count(tint)
  expect(tinted).toBeGreaterThan(100)
  await studio.keyboard.press('n')
  await studio.keyboard.press('a')
  await expect(changes(studio)).toContainText(/1 of \d+ decided/)
  const [download] = await Promise.all([studio.waitForEvent('download'), take.selectOption({ label: 'Save as a picture' })])
  expect(download.suggestedFilename()).toBe('resolved.png')
  const saved = await pictureOf(studio, await readFile(await download.path()))
  expect([saved.width, saved.height]).toEqual([picture.width, picture.height])
  expect(saved.count(tint)).toBeLessThan(tinted)
})

test('the picture of a model’s answer alone has two columns, and a text that is too long for one is refused in words', async ({
  studio,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ask(studio, text, 'Demo model')
  const take = studio.getByRole('combobox', { name: 'Take along as' })
  const laidOut = await watchLaidOut(studio)
  await take.selectOption({ label: 'Copy as a picture' })
  await expect(heard(studio)).toHaveText('Copied as a picture.')
  const { rule, sections } = await laidOut()
  expect(sections).toEqual(['Source', 'Answer Demo model'].map((head) => expect.stringMatching(`^${head}`)))
  expect((await copiedPicture(studio)).upright(rule)).toBe(3)
  await ask(studio, 'Rain fell.\n'.repeat(400), 'Demo model')
  for (const label of ['Copy as a picture', 'Save as a picture']) {
    await take.selectOption({ label })
    await expect(studio.getByRole('alert')).toContainText('The text is too long for one picture.')
    await expect(studio.getByRole('alert')).toContainText('Take it along as a page instead.')
    await studio.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
  }
  await expect(studio.locator('.rewrite-picture')).toHaveCount(0)
})
