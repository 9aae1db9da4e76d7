import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, type Page } from '@playwright/test'
import { openPath, slowly, test } from './host'

test.describe.configure({ mode: 'serial' })

const count = 1_000_000
/** Spaced as no serializer would, with a number that none would keep. */
const rowOf = (at: number, rewrite = `Anna came in. Anna sat on chair ${at}.`) =>
  `{"id": ${at}e0,  "messages": [{"role": "user", "content": "Anna came in. She sat on chair ${at}."}, {"role": "assistant", "content": "${rewrite}"}]}\n`

async function writeRows(path: string): Promise<void> {
  function* pieces() {
    for (let at = 0; at < count; at += 10_000) yield Array.from({ length: 10_000 }, (_, place) => rowOf(at + place)).join('')
  }
  await pipeline(pieces, createWriteStream(path))
}

const rows = (page: Page) => page.getByRole('listbox', { name: 'Rows' }).getByRole('option')
const rowAt = (page: Page, place: number) => page.locator(`[role="option"][aria-posinset="${place}"]`)

test('a million rows: the last one is reached, one is found, edited and saved, and every other byte is as it was', async ({
  studio,
  host,
}) => {
  test.setTimeout(900_000)
  const path = join(host.home, 'million.jsonl')
  await writeRows(path)
  await openPath(studio, path)
  await expect(studio.getByRole('heading', { level: 1, name: 'million.jsonl' })).toBeVisible()
  await expect(rowAt(studio, 1)).toContainText('chair 0')
  await expect(rowAt(studio, 1)).toHaveAttribute('aria-setsize', String(count), { timeout: slowly })

  const list = studio.getByRole('listbox', { name: 'Rows' })
  await list.focus()
  await studio.keyboard.press('End')
  await expect(rowAt(studio, count)).toContainText('chair 999999')
  await expect(rowAt(studio, count)).toBeInViewport({ ratio: 1 })
  await expect(rowAt(studio, count)).toHaveAttribute('aria-selected', 'true')
  await studio.keyboard.press('ArrowUp')
  await expect(rowAt(studio, count - 1)).toHaveAttribute('aria-selected', 'true')

  // The wheel moves rows by its pixels, however long the list is.
  const top = async () => (await rowAt(studio, count - 8).boundingBox())?.y ?? 0
  const from = await top()
  await list.hover()
  await studio.mouse.wheel(0, -120)
  await expect.poll(async () => Math.round((await top()) - from)).toBe(120)

  // The scroll bar reaches every place.
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2
  })
  const fromTheMiddle = async () => Math.abs(Number(await rows(studio).first().getAttribute('aria-posinset')) - 500_000)
  await expect.poll(fromTheMiddle).toBeLessThan(1_000)

  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  await expect(rowAt(studio, count)).toBeInViewport({ ratio: 1 })

  await studio.getByRole('textbox', { name: 'Find in the rows' }).fill('chair 765432.')
  await expect(studio.getByText('1 of 1,000,000', { exact: true })).toBeVisible({ timeout: slowly })
  await expect(rows(studio)).toHaveCount(1)
  await rows(studio).click()
  const editor = studio.getByRole('textbox', { name: 'Assistant' })
  await editor.focus()
  await studio.keyboard.press('ControlOrMeta+a')
  await studio.keyboard.type('Anna came in. Anna sat there.')
  await expect(rows(studio)).toContainText('edited')
  await studio.keyboard.press('ControlOrMeta+s')
  await expect(studio.getByTestId('live')).toHaveText('million.jsonl is saved.', { timeout: slowly })

  const saved = await readFile(path)
  const place = saved.indexOf('sat there')
  const line = saved.subarray(saved.lastIndexOf('\n', place) + 1, saved.indexOf('\n', place) + 1)
  expect(line.toString()).toBe(rowOf(765_432, 'Anna came in. Anna sat there.'))
  // Put back what was there, and it is the file that was written.
  const start = line.byteOffset - saved.byteOffset
  const back = Buffer.concat([saved.subarray(0, start), Buffer.from(rowOf(765_432)), saved.subarray(start + line.length)])
  await writeRows(`${path}.again`)
  expect(back.equals(await readFile(`${path}.again`))).toBe(true)
  await rm(`${path}.again`)

  await studio.getByRole('button', { name: 'Close the dataset' }).click()
  await openPath(studio, path)
  await expect(studio.getByRole('heading', { level: 1, name: 'million.jsonl' })).toBeVisible({ timeout: slowly })
  const search = studio.getByRole('textbox', { name: 'Find in the rows' })
  await search.fill('sat there')
  await expect(search).toHaveValue('sat there')
  await expect(rows(studio)).toHaveCount(1, { timeout: slowly })
  await expect(rows(studio)).toContainText('765,433', { timeout: slowly })
  // What was saved is taken back, too.
  await studio.getByRole('button', { name: 'Undo' }).click()
  await expect(studio.getByTestId('live')).toHaveText('Undone: Edit row 765433.')
  await studio.getByRole('button', { name: 'Close the dataset' }).click()
  await rm(path)
})
