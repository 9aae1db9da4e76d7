import { expect, type Page } from '@playwright/test'
import { rowOf } from '../seed-row'
import { withFreshHost } from './fresh-host'
import { openByDrop } from './host'

// No dataset of another test asks for its rows here.
const test = withFreshHost()

type Answers = {
  /** Holds back those to come, in the order in which they come. */
  readonly hold: () => void
  readonly held: () => number
  readonly letGo: (place: number) => void
  readonly letAllGo: () => void
}

/** The answers to one channel, which can be held back. */
async function answersTo(page: Page, channel: string): Promise<Answers> {
  const asked = new Set<number>()
  const held: (() => void)[] = []
  let holds = false
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
    hold: () => {
      holds = true
    },
    held: () => held.length,
    letGo: (place) => held[place]?.(),
    letAllGo: () => {
      holds = false
      for (const send of held.splice(0)) send()
    },
  }
}

test('rows that come late are those that were asked for last, and one that was clicked before it came is chosen', async ({ studio }) => {
  const list = studio.getByRole('listbox', { name: 'Rows' })
  const answers = await answersTo(studio, 'dataset.rows')
  answers.hold()
  const broken = Array.from({ length: 80 }, (_, at) =>
    rowOf(`Anna bought lamp ${at}. She paid.`, `Anna bought lamp ${at}. Anna paid.`).slice(0, at === 6 ? -20 : undefined),
  )
  await openByDrop(studio, 'late.jsonl', broken.join('\n'))
  await expect.poll(answers.held).toBe(1)
  await studio.getByRole('button', { name: '1 cannot be used' }).click()
  await expect.poll(answers.held).toBe(2)
  answers.letGo(0)
  // The list is drawn anew, with what is there by now.
  await studio.setViewportSize({ width: 1280, height: 700 })
  await expect(list).toHaveText('…')
  await list.getByText('…').click()
  answers.letAllGo()
  await expect(list.getByRole('option')).toHaveCount(1)
  await expect(list.getByRole('option', { selected: true })).toContainText('the text ends inside a string')
  await expect(studio.getByRole('heading', { name: 'Row 7', exact: true })).toBeVisible()
  await studio.getByRole('button', { name: 'Close the dataset' }).click()
})

test('rows that come late above those in view leave what can be read where it is', async ({ studio }) => {
  const list = studio.getByRole('listbox', { name: 'Rows' })
  const answers = await answersTo(studio, 'dataset.rows')
  const tall = (at: number) => (at < 200 ? ' She waited for the bus.'.repeat(12) : '')
  const rows = Array.from({ length: 300 }, (_, at) => rowOf(`Anna bought lamp ${at}.${tall(at)}`, `Anna bought lamp ${at}.${tall(at)}`))
  await openByDrop(studio, 'tall.jsonl', rows.join('\n'))
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', '300')
  await list.focus()
  await studio.keyboard.press('End')
  await expect(list.getByText('lamp 299.')).toBeInViewport()
  answers.hold()
  // Up to where the lower half of the view shows low rows, and the upper half waits.
  const last = await list.getByRole('option').last().boundingBox()
  const view = await list.boundingBox()
  await list.hover()
  await studio.mouse.wheel(0, (view?.height ?? 0) / 2 - 100 * (last?.height ?? 0))
  await expect.poll(answers.held).toBeGreaterThan(0)
  const waiting = list.getByText('…', { exact: true })
  await expect(waiting.last()).toBeInViewport({ ratio: 1 })
  const top = async () => (await studio.locator('[role="option"][aria-posinset="203"]').boundingBox())?.y
  const before = (await top()) ?? Number.NaN
  answers.letAllGo()
  await expect(waiting).toHaveCount(0)
  await expect(list.getByText('lamp 199.')).toBeInViewport()
  expect(await top()).toBeCloseTo(before, 0)
})

test('the end of the scroll bar is the last row, though it comes late and is taller than it seemed', async ({ studio }) => {
  const list = studio.getByRole('listbox', { name: 'Rows' })
  const answers = await answersTo(studio, 'dataset.rows')
  const tall = ' She waited for the bus.'.repeat(12)
  const rows = Array.from({ length: 300 }, (_, at) => rowOf(`Anna bought cup ${at}.${tall}`, `Anna bought cup ${at}.${tall}`))
  await openByDrop(studio, 'cups.jsonl', rows.join('\n'))
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', '300')
  answers.hold()
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  await expect.poll(answers.held).toBeGreaterThan(0)
  answers.letAllGo()
  await expect(list.getByText('cup 299.')).toBeInViewport()
  await expect(studio.locator('[role="option"][aria-posinset="300"]')).toBeInViewport({ ratio: 1 })
})
