import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { debianInstall } from './apt.mjs'
import { at } from './checkout.mjs'
import { capture } from './command.mjs'
import { SetupError, say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macApps = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)

/**
 * A Chromium to test in: the one Playwright was built for, else the system's.
 * @returns {string | undefined} its executable
 */
export function findChromium() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env.ANTECEDENT_CHROMIUM, chromium.executablePath(), ...onPath, ...macApps].find((file) => file && existsSync(file))
}

/**
 * Finds a Chromium or installs one: Debian's as root, else Playwright's.
 * @returns {Promise<string>} its executable
 */
export async function ensureChromium() {
  const present = findChromium()
  if (present) return present
  say('Fetching a Chromium for the browser tests (once) …')
  if (!(await debianInstall(['chromium']))) {
    await capture(process.execPath, [at('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'])
  }
  const installed = findChromium()
  if (installed) return installed
  throw new SetupError(
    'The browser tests need a Chromium: install one (npx playwright install chromium), or Google Chrome, then start again.',
  )
}
