import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, expect, type Locator, type Page } from '@playwright/test'
import { type Enemy, startEnemy } from './enemy'
import { newLink, test as withHost } from './host'
import { inject } from './injections'

/** Tests with another server on the same machine, whose pages may do what they like. */
const test = withHost.extend<{ enemy: Enemy }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
  enemy: async ({}, use) => {
    const enemy = await startEnemy()
    await use(enemy)
    await enemy.close()
  },
})

/** A page of a browser that the host does not know, which may have errors. */
const stranger = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage()
/** Opens an address of the host, and waits for the window. */
async function goIn(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
}
/** A page of a browser that is signed in, without the fixture's demand that nothing is refused in it. */
async function signedIn(browser: Browser, link: string): Promise<Page> {
  const page = await stranger(browser)
  await goIn(page, link)
  return page
}
const uploads = (home: string) => readdir(join(home, 'uploads'), { recursive: true })

test('nothing that is injected runs, loads or leaves, by any of the ways that work on a page without the policy', async ({
  browser,
  host,
  enemy,
}) => {
  enemy.pages.set('/open', '<!doctype html><title>No policy</title><body></body>')
  const open = await stranger(browser)
  await open.goto(`${enemy.origin}/open`)
  const without = await inject(open, enemy.origin)
  const reached = (from: number) => new Set(enemy.asked.slice(from).map(({ url }) => (url ?? '').split('?')[0]))
  // A beacon is sent some time after it was asked for.
  await expect
    .poll(() => [...reached(1)].filter((path) => path !== '/favicon.ico').sort())
    .toEqual(
      ['/based/relative', '/beacon', '/events', '/fetch', '/font.woff2', '/form', '/frame.html'].concat([
        '/module.js',
        '/object.svg',
        '/picture.svg',
        '/script.js',
        '/socket',
        '/style.css',
      ]),
    )
  const runs = without.tried.filter((word) => !/^foreign (frame|fetch|beacon|socket|events|font|form|module)$/.test(word))
  expect(runs.filter((word) => !without.ran.includes(word))).toEqual([])

  const page = await signedIn(browser, await newLink(host))
  const before = enemy.asked.length
  const within = await inject(page, enemy.origin)
  expect(within.tried).toEqual(without.tried)
  expect(within.ran).toEqual([])
  expect([...reached(before)]).toEqual([])
})

test('the page is shown in no frame of another page', async ({ browser, host, enemy }) => {
  const page = await signedIn(browser, await newLink(host))
  enemy.pages.set('/inner', '<h1>Inner</h1>')
  enemy.pages.set('/outer', `<iframe src="${new URL('/', host.url).href}"></iframe><iframe src="/inner"></iframe>`)
  await page.goto(`${enemy.origin}/outer`)
  await expect(page.frameLocator('iframe >> nth=1').getByRole('heading')).toHaveText('Inner')
  const framed = page.frames()[1]
  await framed?.waitForLoadState()
  expect(await framed?.evaluate(() => document.body.innerText)).not.toMatch(/Dataset|sign|Antecedent’s/)
  expect(await framed?.locator('#root, main').count()).toBe(0)
})

test('another port of this machine gets the cookie from the browser, and nothing by it', async ({ browser, host, enemy }) => {
  const page = await signedIn(browser, await newLink(host))
  const address = new URL(host.url)
  enemy.pages.set('/lure', '<h1>Lure</h1>')
  await page.goto(`${enemy.origin}/lure`)
  const cookie = enemy.asked.find(({ url }) => url === '/lure')?.headers.cookie ?? ''
  expect(cookie).toContain(`antecedent-${address.port}=`)
  const steal = await browser.newContext()
  const headers = { Cookie: cookie, Origin: address.origin }
  expect((await steal.request.get(`${address.origin}/`, { headers })).status()).toBe(200)
  expect((await steal.request.get(`${address.origin}/session`, { headers })).status()).toBe(403)
  expect((await steal.request.post(`${address.origin}/access`, { headers, data: { ask: 'link' } })).status()).toBe(403)
  expect((await steal.request.post(`${address.origin}/upload?name=x.jsonl`, { headers, data: 'x' })).status()).toBe(403)
})

test('a foreign page of a signed-in browser opens no socket, sends no file, signs nobody out and reads nothing', async ({
  browser,
  host,
  enemy,
}) => {
  const page = await signedIn(browser, await newLink(host))
  const { origin, host: name } = new URL(host.url)
  const sheet = await page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href ?? '')
  /** What a foreign page tries; with the page's own key, as if it had even that. */
  const attempt = (key: string, call: string) =>
    page.evaluate(
      async ([to = '', hostName = '', stolen = '', sheet = '', body = '']) => {
        const opened = await new Promise<string>((resolve) => {
          const socket = new WebSocket(`ws://${hostName}/studio`, ['antecedent', stolen])
          socket.addEventListener('open', () => resolve('opened'))
          socket.addEventListener('error', () => resolve('refused'))
        })
        const asked = async (path: string, init: RequestInit = {}) =>
          fetch(to + path, { credentials: 'include', ...init }).then(
            async (reply) => (reply.type === 'opaque' ? 'unread' : `${reply.status}`),
            () => 'refused',
          )
        const loaded = new Promise<string>((resolve) => {
          const link = document.createElement('link')
          link.addEventListener('load', () => resolve('loaded'))
          link.addEventListener('error', () => resolve('refused'))
          Object.assign(link, { rel: 'stylesheet', href: sheet })
          document.head.append(link)
        })
        const end = { method: 'POST', body }
        return {
          opened,
          read: await asked('/'),
          access: await asked('/access', end),
          unread: await asked('/access', { ...end, mode: 'no-cors' }),
          withKey: await asked('/access', { ...end, headers: { 'x-antecedent-key': stolen } }),
          upload: await asked('/upload?name=enemy.jsonl', { method: 'POST', body: 'x', mode: 'no-cors' }),
          style: await loaded,
        }
      },
      [origin, name, key, sheet, call],
    )
  const key = await page.evaluate(() => localStorage.getItem('antecedent-key') ?? '')
  expect(key).toHaveLength(43)
  const own = await attempt(key, '{"ask":"sessions"}')
  expect([own.opened, own.read, own.style, own.withKey, own.access]).toEqual(['opened', '200', 'loaded', '200', '403'])

  enemy.pages.set(
    '/lure',
    `<body><form method="post" enctype="text/plain" action="${origin}/access"><input name='{"ask":"end","session":"all","x":"' value='"}'></form></body>`,
  )
  await goIn(page, await newLink(host))
  const anew = await page.evaluate(() => localStorage.getItem('antecedent-key') ?? '')
  const before = await uploads(host.home)
  await page.goto(`${enemy.origin}/lure`)
  expect(await attempt(anew, '{"ask":"end","session":"all"}')).toEqual({
    opened: 'refused',
    read: 'refused',
    access: 'refused',
    unread: 'refused',
    withKey: 'refused',
    upload: 'refused',
    style: 'refused',
  })
  await page.evaluate(() => document.forms[0]?.submit())
  await expect(page.locator('body')).toContainText('Only Antecedent’s own page may ask.')
  expect(await uploads(host.home)).toEqual(before)
  // Signed in still: nothing of it ended the session.
  await goIn(page, origin)
})

test('a window that another page opened is out of its reach', async ({ browser, host, enemy }) => {
  const page = await signedIn(browser, await newLink(host))
  const { origin } = new URL(host.url)
  enemy.pages.set('/lure', '<h1>Lure</h1>')
  await page.goto(`${enemy.origin}/lure`)
  /** Opens a window and waits until it shows what it was opened for; what its opener still knows of it. */
  const open = async (url: string, shown: (opened: Page) => Locator) => {
    const appeared = page.waitForEvent('popup')
    const hold = await page.evaluateHandle((to) => window.open(to), url)
    await expect(shown(await appeared)).toBeVisible()
    return () => hold.evaluate((opened) => opened !== null && !opened.closed)
  }
  const heldLure = await open(`${enemy.origin}/lure`, (opened) => opened.getByRole('heading', { name: 'Lure' }))
  expect(await heldLure()).toBe(true)
  const heldOwn = await open(origin, (opened) => opened.getByRole('navigation', { name: 'Antecedent' }))
  await expect.poll(heldOwn).toBe(false)
})
