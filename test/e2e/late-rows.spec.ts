import { expect, type Page } from '@playwright/test'
import { rowOf } from '../seed-row'
import { withFreshHost } from './fresh-host'
import { openByDrop } from './host'

// No dataset of another test asks for its rows here.
const test = withFreshHost()

/** Holds back the answers to one channel, in the order in which they come, until they are let go. */
async function heldAnswers(
  page: Page,
  channel: string,
): Promise<{ readonly count: () => number; readonly letGo: (place: number) => void; readonly letAllGo: () => void }> {
  const asked = new Set<number>()
  const held: (() => void)[] = []
  let holds = true
  await page.routeWebSocket(/\/studio/, (socket) => {
    const host = socket.connectToServer()
    socket.onMessage((text) => {
      const frame = JSON.parse(String(text))
      if (frame.channel === channel) asked.add(frame.id)
      host.send(text)
    })
    host.onMessage((text) => {
      if (holds && asked.has(JSON.parse(String(text)).id)) held.push(() => socket.send(text))
      else socket.send(text)
    })
  })
  await page.reload()
  // What is dropped before it listens is lost.
  await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  return {
    count: () => held.length,
    letGo: (place) => held[place]?.(),
    letAllGo: () => {
      holds = false
      for (const send of held.splice(0)) send()
    },
  }
}

test('rows that come late are those that were asked for last, and one that was clicked before it came is chosen', async ({ studio }) => {
  const list = studio.getByRole('listbox', { name: 'Rows' })
  const answers = await heldAnswers(studio, 'dataset.rows')
  const broken = Array.from({ length: 80 }, (_, at) =>
    rowOf(`Anna bought lamp ${at}. She paid.`, `Anna bought lamp ${at}. Anna paid.`).slice(0, at === 6 ? -20 : undefined),
  )
  await openByDrop(studio, 'late.jsonl', broken.join('\n'))
  await expect.poll(answers.count).toBe(1)
  await studio.getByRole('button', { name: '1 cannot be used' }).click()
  await expect.poll(answers.count).toBe(2)
  answers.letGo(0)
  // The list is drawn anew, with what is there by now.
  await studio.setViewportSize({ width: 1280, height: 700 })
  await expect(list).toHaveText('…')
  await list.getByText('…').click()
  answers.letAllGo()
  await expect(list.getByRole('option')).toHaveCount(1)
  await expect(list.getByRole('option', { selected: true })).toContainText('the text ends inside a string')
  await expect(studio.getByRole('heading', { name: 'Row 7', exact: true })).toBeVisible()
})
