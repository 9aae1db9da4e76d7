import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test as base, expect, type Page, type WorkerFixture } from '@playwright/test'
import { askDoor, doorOf } from '../../electron/web/door'
import { withoutModelPlaces } from '../unit/electron/core/no-model-places'

/** Milliseconds that a training, a scoring or an export may take where two processors are busy with other things, too. */
export const slowly = 400_000

const root = resolve(import.meta.dirname, '../..')

/** A loopback host on a home of its own: the real services and the real sidecar. */
export type Host = { readonly url: string; readonly home: string; readonly process: ChildProcess }

/** Starts the host as `npm start` does on a machine without a screen. */
export async function startHost(home: string): Promise<Host> {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), 'serve', '--json'], {
    env: { ...process.env, ...withoutModelPlaces, HF_HUB_CACHE: join(home, 'hub-cache'), ANTECEDENT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const message: unknown = JSON.parse(line)
    if (typeof message === 'object' && message !== null && 'url' in message && typeof message.url === 'string')
      return { url: message.url, home, process: child }
  }
  throw new Error('The host ended before it listened.')
}

export async function stopHost(host: Host): Promise<void> {
  if (host.process.exitCode !== null) return
  host.process.kill('SIGTERM')
  await once(host.process, 'exit')
}

/** Another link to a host, as `antecedent serve link` gives it: each opens one browser, once. */
export async function newLink(host: Host): Promise<string> {
  const answer = await askDoor(doorOf(host.home), { ask: 'link' })
  if (answer.answer !== 'link') throw new Error('That is no link.')
  return new URL(answer.path, host.url).href
}

/** The fixture of a host on a home of its own, which is empty or has what `prepare` lays into it. */
export function hostOn(prepare: (home: string) => Promise<void>): [WorkerFixture<Host, object>, { scope: 'worker' }] {
  return [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
    async ({}, use) => {
      const home = await mkdtemp(join(tmpdir(), 'antecedent-e2e-'))
      await prepare(home)
      const host = await startHost(home)
      await use(host)
      await stopHost(host)
      await rm(home, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ]
}

/** Tests with a host of their own, and a page that must stay free of errors. */
export const test = base.extend<{ studio: Page; closesItsWindows: undefined }, { host: Host }>({
  host: hostOn(async () => {}),
  // A window that a test opens by itself goes on asking the host, which other tests share.
  closesItsWindows: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts())
      await use(undefined)
      await Promise.all(
        browser
          .contexts()
          .filter((context) => !before.has(context))
          .map((context) => context.close()),
      )
    },
    { auto: true },
  ],
  studio: async ({ page, host }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    await page.goto(await newLink(host))
    await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
    await use(page)
    expect(errors).toEqual([])
  },
})

/** Drops a file on the window, as a person does. */
export async function drop(page: Page, name: string, content: string): Promise<void> {
  await dropAll(page, { [name]: content })
}

/** Drops files on the window at once: their contents by name. */
export async function dropAll(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const data = await page.evaluateHandle((contents) => {
    const transfer = new DataTransfer()
    for (const [name, content] of Object.entries(contents)) transfer.items.add(new File([content], name))
    return transfer
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.locator('body').dispatchEvent(type, { dataTransfer: data })
}

/** Drops a dataset and waits until it is shown. */
export async function openByDrop(page: Page, name: string, content: string): Promise<void> {
  await drop(page, name, content)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Opens a dataset by its path, as on a machine without the system's dialogs. */
export async function openPath(page: Page, path: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+o')
  const dialog = page.getByRole('dialog', { name: 'Open a dataset' })
  await dialog.getByRole('textbox', { name: 'Path' }).fill(path)
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Answers the dialog that a button opens with a path, and waits until it is gone: what is typed while it is in front goes nowhere. */
export async function choosePath(page: Page, button: string | RegExp, done: string, path: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Path' })
  await field.fill(path)
  await page.getByRole('dialog').getByRole('button', { name: done }).click()
  await expect(field).toBeHidden()
}
