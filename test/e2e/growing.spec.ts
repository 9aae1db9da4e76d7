import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { completion, ModelServer, textsFor } from '../model-server'
import { instruction, rowOf } from '../seed-row'
import { expectFitForAll } from './findings'
import { drop, openPath, slowly, test as withHost } from './host'

const begun = ['lamp', 'violin', 'ladder', 'kettle'].map((thing) =>
  rowOf(`Joanna bought a ${thing} in the old town. She was glad.`, `Joanna bought a ${thing} in the old town. Joanna was glad.`),
)

/** Tests with a server that stands in for a large model: it answers over a real socket, as OpenAI's does. */
const test = withHost.extend<{ server: ModelServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
  server: async ({}, use) => {
    const server = await ModelServer.start()
    server.decides((received) => completion(JSON.stringify({ texts: textsFor(received) })))
    await use(server)
    server.stop()
  },
})

const heard = (page: Page) => page.getByTestId('live')
const panel = (page: Page) => page.getByRole('region', { name: 'More rows' })
const candidates = (page: Page) => page.getByRole('listbox', { name: 'Candidates' })
const shown = (page: Page) => page.getByRole('region', { name: 'Candidate' })

async function open(page: Page, folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(path, `${begun.join('\n')}\n`)
  await openPath(page, path)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.getByRole('button', { name: 'More rows', exact: true }).click()
  return path
}

/** Files below a folder that hold a text. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  // A draft that was listed may have its name by now.
  const contents = await Promise.all(files.map(async (file) => ({ file, content: await readFile(file, 'latin1').catch(() => '') })))
  return contents.filter(({ content }) => content.includes(text)).map(({ file }) => file)
}

async function ask(page: Page, server: ModelServer): Promise<void> {
  await panel(page).getByRole('textbox', { name: 'Address' }).fill(`${server.origin}/v1`)
  await panel(page).getByRole('textbox', { name: 'Model' }).fill('large')
}

test('rows are written by a large model once the person has read what leaves, and reviewed by keys and pointer', async ({
  studio,
  host,
  server,
}) => {
  const path = await open(studio, join(host.home, 'written'), 'written.jsonl')
  const forecast = panel(studio).getByRole('region', { name: 'Before anything is sent' })
  const write = panel(studio).getByRole('button', { name: /^Write/ })
  await expect(write).toBeDisabled()
  await ask(studio, server)
  await expect(forecast).toContainText('nothing leaves it, unless the server there sends it on')
  await expect(forecast).toContainText('4 rows of your dataset, as examples')
  await expect(forecast).toContainText('10 requests')
  await panel(studio).getByRole('textbox', { name: 'Rows' }).fill('none')
  await expect(panel(studio)).toContainText('A whole number is needed.')
  await expect(write).toBeDisabled()
  await panel(studio).getByRole('textbox', { name: 'Rows' }).fill('10,000')
  await expect(panel(studio)).toContainText('Write it with a point, or without one')
  await expect(write).toBeDisabled()
  await panel(studio).getByRole('textbox', { name: 'Rows' }).fill('8')
  await panel(studio).getByText('What the rows are like').click()
  await panel(studio).getByRole('textbox', { name: 'Nothing to resolve' }).fill('0')
  await panel(studio).getByRole('textbox', { name: 'With a quotation' }).fill('0')
  await panel(studio).getByRole('textbox', { name: 'Price of a million tokens in' }).fill('3')
  const price = panel(studio).getByRole('textbox', { name: 'Price of a million tokens out' })
  await price.pressSequentially('15')
  await expect(price).toHaveValue('15')
  await expect(price).toBeFocused()
  await expect(forecast).toContainText(/2 requests · about .* tokens in, .* out · about 0\.0\d/)
  await expectFitForAll(studio)
  expect(server.received).toEqual([])

  await panel(studio).getByRole('textbox', { name: 'Key' }).fill('secret-of-mine')
  await panel(studio).getByRole('button', { name: 'Keep the key' }).click()
  await expect(panel(studio)).toContainText('A key for this address is kept until the app is closed.')
  await panel(studio).getByRole('textbox', { name: 'Address' }).fill(`${server.origin}/elsewhere`)
  await expect(panel(studio).getByRole('textbox', { name: 'Key' })).toBeVisible()
  await panel(studio).getByRole('textbox', { name: 'Address' }).fill(`${server.origin}/v1`)
  await expect(panel(studio)).toContainText('A key for this address is kept until the app is closed.')
  await expect(forecast).toContainText('Your key for this address, in the header of every request')
  await write.click()
  await expect(panel(studio).getByRole('region', { name: 'Jobs' })).toContainText('8 rows by large at 127.0.0.1')
  await expect(panel(studio).getByRole('region', { name: 'Jobs' })).toContainText('2 of 2 answers')
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-of-mine', 'Bearer secret-of-mine'])

  await panel(studio)
    .getByRole('button', { name: /^Review \d/ })
    .click()
  await expect(candidates(studio)).toBeFocused()
  // What is undone here are decisions, not edits of rows.
  await expect(studio.getByRole('button', { name: 'Redo' })).toHaveCount(0)
  await expectFitForAll(studio)
  const first = await shown(studio).getByRole('region', { name: 'Source' }).getByRole('paragraph').innerText()
  await studio.keyboard.press('a')
  await expect(heard(studio)).toHaveText('Accepted: it is the dataset’s last row.')
  await expect(shown(studio).getByRole('region', { name: 'Source' })).not.toContainText(first)
  await studio.keyboard.press('e')
  await studio.getByRole('textbox', { name: 'Rewrite' }).fill('Maria sold the boat. Maria was glad.')
  await studio.getByRole('textbox', { name: 'Source' }).fill('Maria sold the boat. She was glad.')
  await expect(shown(studio)).toContainText('She Maria was glad')
  await expectFitForAll(studio)
  // What is typed stays, wherever else one looks.
  await candidates(studio).getByRole('option').last().click()
  await studio.getByRole('link', { name: 'Train', exact: true }).click()
  await studio.getByRole('link', { name: 'Dataset', exact: true }).click()
  await expect(studio.getByRole('textbox', { name: 'Source' })).toHaveValue('Maria sold the boat. She was glad.')
  await studio.getByRole('textbox', { name: 'Rewrite' }).press('ControlOrMeta+Enter')
  await expect(heard(studio)).toHaveText('Accepted as corrected.')
  await expect(candidates(studio)).toBeFocused()
  await studio.keyboard.press('r')
  await expect(heard(studio)).toHaveText('Rejected.')
  await expect(studio.getByRole('radio', { name: 'Accepted 2' })).toBeVisible()
  await expect(studio.getByRole('radio', { name: 'Rejected 1' })).toBeVisible()
  await studio.keyboard.press('u')
  await expect(studio.getByRole('radio', { name: 'Rejected 0' })).toBeVisible()
  await shown(studio).getByRole('button', { name: 'Reject' }).click()
  await expect(studio.getByRole('radio', { name: 'Rejected 1' })).toBeVisible()
  await expect(candidates(studio)).toBeFocused()

  await studio.getByRole('button', { name: 'Back to the rows' }).click()
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(heard(studio)).toHaveText('written.jsonl is saved.')
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  expect(lines.slice(0, 4)).toEqual(begun)
  expect(lines).toHaveLength(6)
  expect(lines[4]).toContain(JSON.stringify(first).slice(1, -1))
  expect(lines[5]).toBe(rowOf('Maria sold the boat. She was glad.', 'Maria sold the boat. Maria was glad.'))
  // The key is in no file.
  expect(await filesWith(host.home, 'Maria sold the boat')).not.toEqual([])
  expect(await filesWith(host.home, 'secret-of-mine')).toEqual([])
})

test('a server that fails is waited for, a job is stopped and goes on, and a reload loses nothing', async ({ studio, host, server }) => {
  let isDown = true
  server.decides((received) => (response, request) => {
    if (isDown) response.writeHead(503, { 'content-type': 'application/json' }).end('{"error": {"message": "too many"}}')
    else completion(JSON.stringify({ texts: textsFor(received) }))(response, request)
  })
  await open(studio, join(host.home, 'waits'), 'waits.jsonl')
  await ask(studio, server)
  await panel(studio).getByRole('textbox', { name: 'Rows' }).fill('4')
  await panel(studio).getByRole('button', { name: 'Write 4 rows' }).click()
  const jobs = panel(studio).getByRole('region', { name: 'Jobs' })
  await expect(jobs).toContainText('Asked again in')
  await jobs.getByRole('button', { name: 'Stop' }).click()
  await expect(jobs).toContainText('stopped')
  isDown = false
  await studio.reload()
  await studio.getByRole('button', { name: 'More rows', exact: true }).click()
  await jobs.getByRole('button', { name: 'Go on' }).click()
  await expect(jobs).toContainText('done')
  await expect(jobs).toContainText('1 of 1 answer')
})

test('a text that is dropped is drafted by the model that is here, and a passage that is corrected is a row', async ({ studio, host }) => {
  const path = await open(studio, join(host.home, 'drafted'), 'drafted.jsonl')
  await panel(studio).getByRole('radio', { name: 'From a text' }).check()
  await drop(studio, 'notes.txt', 'Karin bought a lamp. She paid.\n\nPaul met Andy. He was late.\n')
  await expect(panel(studio)).toContainText('notes.txt')
  await panel(studio).getByRole('textbox', { name: 'Characters a passage' }).fill('50')
  await expect(panel(studio)).toContainText('2 passages')
  await expectFitForAll(studio)
  await panel(studio).getByRole('button', { name: 'Draft 2 rewrites' }).click()
  await expect(panel(studio).getByRole('region', { name: 'Jobs' })).toContainText('done', { timeout: slowly })
  await studio.getByRole('button', { name: '2 to review' }).click()
  await expect(candidates(studio).getByRole('option')).toHaveCount(2)
  await expect(shown(studio)).toContainText('From notes.txt, drafted by')
  await studio.keyboard.press('e')
  await studio.getByRole('textbox', { name: 'Rewrite' }).fill('Karin bought a lamp. Karin paid.')
  await studio.getByRole('button', { name: 'Accept as corrected' }).click()
  await expect(heard(studio)).toHaveText('Accepted as corrected.')
  await studio.getByRole('button', { name: 'Back to the rows' }).click()
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(heard(studio)).toHaveText('drafted.jsonl is saved.')
  const last: unknown = JSON.parse((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1) ?? '')
  expect(last).toMatchObject({
    messages: [{ content: `${instruction}Karin bought a lamp. She paid.` }, { content: 'Karin bought a lamp. Karin paid.' }],
  })
})

test('rows get other names without a model, and those without a remark are accepted together', async ({ studio, host }) => {
  await open(studio, join(host.home, 'renamed'), 'renamed.jsonl')
  await panel(studio).getByRole('radio', { name: 'With other names' }).check()
  await panel(studio).getByRole('button', { name: 'Rename in 4 rows' }).click()
  await expect(heard(studio)).toHaveText('4 candidates to review.')
  await panel(studio).getByRole('button', { name: 'Rename in 4 rows' }).click()
  await expect(panel(studio)).toContainText('4 rows: It was proposed before.')
  await studio.getByRole('button', { name: '4 to review' }).click()
  await expect(shown(studio)).toContainText('with 1 other name: Joanna →')
  await studio.getByRole('button', { name: 'Accept all 4 without a remark' }).click()
  await expect(heard(studio)).toHaveText('4 rows accepted.')
  await expect(studio.getByText('Nothing waits for you.')).toBeVisible()
  await studio.getByRole('button', { name: 'Back to the rows' }).click()
  await expect(studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')).toHaveCount(8)
})

test('rows are chosen beside what has more of them made, and show how', async ({ studio, host }) => {
  await open(studio, join(host.home, 'chosen'), 'chosen.jsonl')
  const rows = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  for (const place of [0, 2]) await rows.nth(place).click({ modifiers: ['ControlOrMeta'] })
  await expect(panel(studio)).toContainText('Of the 2 rows that you chose')
})
