import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type LocalHub, startLocalHub } from '../hub/local-hub'
import type { test as shared } from './host'

/** Tests with a Hub on this machine, which the app's settings name. */
export function withHub(base: typeof shared) {
  return base.extend<{ hub: LocalHub }>({
    hub: async ({ studio }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'antecedent-hub-'))
      const hub = await startLocalHub(folder)
      await setAddress(studio, hub.address)
      await use(hub)
      await setAddress(studio, '')
      await hub.close()
      await rm(folder, { recursive: true, force: true })
    },
  })
}

async function setAddress(studio: Page, address: string): Promise<void> {
  await studio.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = studio.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('textbox', { name: 'Address' }).fill(address)
  await settings.getByRole('textbox', { name: 'Address' }).press('Enter')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings).toBeHidden()
}
