import { expect, type Locator, type Page, type WebSocketRoute } from '@playwright/test'
import { rowOf } from '../seed-row'
import { openByDrop, test } from './host'

const content = Array.from({ length: 1000 }, (_, at) => rowOf(`Anna bought lamp ${at}. She paid.`, `Anna bought lamp ${at}. Anna paid.`))

const list = (page: Page) => page.getByRole('listbox', { name: 'Rows' })
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const lostIn = (place: Page | Locator) => place.getByRole('alert').filter({ hasText: 'The connection to Antecedent was lost' })

/** The page's socket, which the test loses and gives back. */
async function socketOf(page: Page): Promise<{ readonly lose: () => Promise<void>; readonly giveBack: () => void }> {
  let open: WebSocketRoute | null = null
  let lost = false
  await page.routeWebSocket(/\/studio/, async (socket) => {
    if (lost) return socket.close()
    open = socket
    socket.connectToServer()
  })
  await page.reload()
  // What is dropped before it listens is lost.
  await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  return {
    lose: async () => {
      lost = true
      await open?.close()
    },
    giveBack: () => {
      lost = false
    },
  }
}

/** Opens the thousand rows, and waits until nothing more is looked for in them: what is found would ask again by itself. */
async function openChecked(page: Page, name: string): Promise<void> {
  await openByDrop(page, name, content.join('\n'))
  await expect(list(page)).toContainText('lamp 0')
  await expect(page.locator('.checking')).toHaveCount(0)
}

test('rows that were scrolled to while the connection was lost are there once it is back', async ({ studio }) => {
  const socket = await socketOf(studio)
  await openChecked(studio, 'scrolled.jsonl')
  await socket.lose()
  await list(studio).focus()
  await studio.keyboard.press('End')
  await expect(lostIn(part(studio, 'Rows of the dataset'))).toBeVisible()
  socket.giveBack()
  await expect(list(studio)).toContainText('lamp 999')
  await expect(lostIn(studio)).toHaveCount(0)
})

test('what is typed while the connection is lost is kept once it is back', async ({ studio }) => {
  const socket = await socketOf(studio)
  await openChecked(studio, 'typed.jsonl')
  await list(studio).getByRole('option').first().click()
  await studio.getByRole('textbox', { name: 'Assistant' }).focus()
  await socket.lose()
  await studio.keyboard.press('ControlOrMeta+End')
  await studio.keyboard.type(' Twice.')
  await expect(studio.getByText('What was typed is not kept yet')).toBeVisible()
  socket.giveBack()
  await expect(list(studio).getByRole('option').first()).toContainText('Twice.')
  await expect(lostIn(studio)).toHaveCount(0)
})

test('a search that was begun while the connection was lost finds its rows once it is back', async ({ studio }) => {
  const socket = await socketOf(studio)
  await openChecked(studio, 'searched.jsonl')
  await socket.lose()
  await studio.getByRole('textbox', { name: 'Find in the rows' }).fill('lamp 77')
  await expect(lostIn(part(studio, 'Rows of the dataset'))).toBeVisible()
  socket.giveBack()
  await expect(list(studio)).toContainText('lamp 779')
  await expect(list(studio).getByRole('option')).toHaveCount(11)
  await expect(lostIn(studio)).toHaveCount(0)
})

test('a row and the split that were opened while the connection was lost are there once it is back', async ({ studio }) => {
  const socket = await socketOf(studio)
  await openChecked(studio, 'opened.jsonl')
  await socket.lose()
  await list(studio).getByRole('option').first().click()
  await expect(lostIn(part(studio, 'Row'))).toBeVisible()
  socket.giveBack()
  await expect(studio.getByRole('region', { name: 'Assistant' })).toContainText('lamp 0')
  await expect(lostIn(studio)).toHaveCount(0)

  await socket.lose()
  await studio.getByRole('button', { name: 'Split', exact: true }).click()
  await expect(lostIn(part(studio, 'Split'))).toBeVisible()
  socket.giveBack()
  await expect(studio.getByRole('table', { name: 'Rows by part' })).toBeVisible()
  await expect(lostIn(studio)).toHaveCount(0)
})
