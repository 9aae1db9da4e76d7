import { execFileSync } from 'node:child_process'
import { type ElectronApplication, expect, type Page } from '@playwright/test'

/** The only address that the window may be at. */
export const home = 'app://antecedent/'

type Started = { readonly app: ElectronApplication; readonly page: Page }

/** Checks that the app is as it was: one window, on its own page, in which no script of anybody else's ran. */
export async function isUnharmed({ app, page }: Started): Promise<void> {
  expect(page.url().startsWith(home)).toBe(true)
  expect(app.windows()).toHaveLength(1)
  expect(await page.evaluate(() => 'attacked' in globalThis)).toBe(false)
}

/** Puts HTML into the page as a hole in it would, and waits until the browser has done with it what it does. */
export async function inject(page: Page, html: string): Promise<void> {
  await page.evaluate(async (text) => {
    const place = document.createElement('div')
    place.id = 'injected'
    place.innerHTML = text
    document.body.append(place)
    await new Promise((done) => setTimeout(done, 300))
    place.remove()
  }, html)
}

/** The command line of the page's process. */
export async function commandLine({ app }: Started): Promise<string> {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
  return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
}
