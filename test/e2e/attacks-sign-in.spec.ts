import { expect, type Page } from '@playwright/test'
import { startEnemy } from './enemy'
import { expectFitForAll, expectNoFindings } from './findings'
import { newLink, test } from './host'

const notSignedIn = (page: Page) => expect(page.getByRole('main')).toContainText('antecedent serve link')
const openSettings = async (page: Page) => {
  await page.keyboard.press('ControlOrMeta+,')
  return page.getByRole('dialog', { name: 'Settings' })
}

test('the cookie is out of every script’s reach, the link leaves the address, and the page loads again and in another tab', async ({
  studio,
  context,
  host,
}) => {
  const cookies = await context.cookies()
  expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, sameSite: 'Strict', path: '/', domain: '127.0.0.1' })])
  expect(await studio.evaluate(() => document.cookie)).toBe('')
  expect(await studio.evaluate(() => Object.values({ ...localStorage }).join())).not.toContain(cookies[0]?.value)
  expect(studio.url()).not.toMatch(/token|key/)
  await studio.reload()
  await expect(studio.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  const tab = await context.newPage()
  await tab.goto(new URL(host.url).origin)
  await expect(tab.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
})

test('a link opens one browser, once; everybody else sees how to get another', async ({ browser, host }) => {
  const link = await newLink(host)
  const first = await (await browser.newContext()).newPage()
  await first.goto(link)
  await expect(first.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  const second = await (await browser.newContext()).newPage()
  for (const [address, words] of [
    [link, 'was opened already'],
    [new URL('/?token=guess', host.url).href, 'not one of this host'],
    [new URL('/', host.url).href, 'is not signed in'],
  ] as const) {
    await second.goto(address)
    await expect(second.getByRole('main')).toContainText(words)
    await notSignedIn(second)
    expect(await second.context().cookies()).toEqual([])
  }
  await expectNoFindings(second)
  // Where it was opened it leads to the page.
  await first.goto(link)
  await expect(first.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
})

test('a link and the page’s address may stand on another site’s page, which the cookie does not travel from', async ({ browser, host }) => {
  const site = await startEnemy()
  try {
    const page = await (await browser.newContext()).newPage()
    for (const address of [await newLink(host), new URL('/', host.url).href]) {
      site.pages.set('/chat', `<a href="${address}">Antecedent</a>`)
      await page.goto(`http://localhost:${new URL(site.origin).port}/chat`)
      await page.getByRole('link').click()
      await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
      expect(page.url()).not.toMatch(/token|key/)
    }
  } finally {
    await site.close()
  }
})

test('a signed-in window gives a link, lists browsers and signs one out, whose open window is closed to it at once', async ({
  browser,
  studio,
}) => {
  const settings = await openSettings(studio)
  await settings.getByRole('button', { name: 'New link' }).click()
  const link = await settings.locator('code').innerText()
  const other = await (
    await browser.newContext({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' })
  ).newPage()
  await other.goto(link)
  await expect(other.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
  await settings.getByRole('button', { name: 'Done' }).click()
  const listed = (await openSettings(studio)).getByRole('list', { name: 'Browsers that are signed in' })
  const entry = listed.getByRole('listitem').filter({ hasText: 'Firefox on Linux' })
  await expect(entry).toContainText('1 window')
  await expect(listed.getByRole('listitem').filter({ hasText: '(this one)' })).toHaveCount(1)
  await expectFitForAll(studio)
  await entry.getByRole('button', { name: /^Sign out/ }).click()
  await expect(entry).toHaveCount(0)
  await notSignedIn(other)
  expect(other.url()).toMatch(/\/sign-in$/)
  await other.reload()
  await notSignedIn(other)
  await expect(studio.getByRole('dialog', { name: 'Settings' })).toBeVisible()
})
