import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { findBinary, root } from './binary'

/** A server on this machine that counts who reaches it. */
export type Listener = { readonly url: string; readonly reached: () => number }

/** What the page has of the preload. */
export type PageStudio = {
  readonly request: (channel: string, input: unknown) => Promise<{ readonly ok: boolean; readonly failure?: { readonly code: string } }>
}

type Started = { readonly app: ElectronApplication; readonly page: Page; readonly home: string }

/** Tests against the real app on a home of its own. Skipped, with what is missing, where Electron cannot be started. */
export const test = base.extend<object, { started: Started; listener: Listener }>({
  started: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
    async ({}, use) => {
      const binary = findBinary()
      if ('missing' in binary) throw new Error(binary.missing)
      const home = await mkdtemp(join(tmpdir(), 'antecedent-electron-'))
      const app = await _electron.launch({ executablePath: binary.path, args: [root], env: { ...environment(), ANTECEDENT_HOME: home } })
      const page = await app.firstWindow()
      await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
      await use({ app, page, home })
      await app.close()
      await rm(home, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  listener: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
    async ({}, use) => {
      let reached = 0
      const server = createServer((_request, response) => {
        reached += 1
        response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('globalThis.attacked = true')
      })
      server.on('connection', () => {
        reached += 1
      })
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, reached: () => reached })
      server.close()
    },
    { scope: 'worker' },
  ],
})

const binary = findBinary()
/** For `test.skip` at the top of each file. */
export const missing: { readonly isMissing: boolean; readonly reason: string } =
  'missing' in binary ? { isMissing: true, reason: binary.missing } : { isMissing: false, reason: '' }

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
