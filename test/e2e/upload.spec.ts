import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { expectFitForAll } from './findings'
import { withFreshHost } from './fresh-host'
import { slowly } from './host'
import { layRun } from './looks/known-home'
import { withHub } from './with-hub'

/** A home with a run that was exported. */
const test = withHub(
  withFreshHost(async (home) => {
    const folder = join(home, 'tuned')
    await mkdir(folder)
    for (const name of ['README.md', 'antecedent.json', 'config.json']) await writeFile(join(folder, name), '{}')
    const made = { path: folder, at: '2026-01-02T00:00:00.000Z', certificate: { rows: 0, same: 0, adapterF1: null, exportF1: null } }
    await layRun(home, { exports: [made] })
  }),
)

/** Opens the dialog; what it says of an upload before is not there any more. */
async function openUpload(studio: Page) {
  await studio.getByRole('button', { name: /^Upload .*tuned$/ }).click()
  const dialog = studio.getByRole('dialog', { name: 'Upload to the Hub' })
  await expect(dialog.getByRole('textbox', { name: 'Repository' })).toHaveValue('')
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  return dialog
}

test('an export goes to the Hub, what it holds already is said, and no dialog begins with the end of another', async ({
  studio,
  hub,
  host,
}) => {
  await studio.getByRole('link', { name: /a quiet evening/ }).click()
  await studio.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = await openUpload(studio)
  const upload = dialog.getByRole('button', { name: 'Upload', exact: true })
  await expect(dialog).toContainText(`The folder goes to ${hub.host}`)
  await dialog.getByRole('textbox', { name: 'Repository' }).fill('ann/tuned')
  await expect(upload).toBeDisabled()
  await dialog.getByLabel('Token').fill('hf_let_in')
  await dialog.getByRole('button', { name: 'Keep the token' }).click()
  await expectFitForAll(studio)
  await upload.click()
  await expect(dialog).toContainText(`${hub.address}/ann/tuned`, { timeout: slowly })
  await expectFitForAll(studio)
  await dialog.getByRole('button', { name: 'Done' }).click()

  await openUpload(studio)
  await dialog.getByRole('textbox', { name: 'Repository' }).fill('ann/tuned')
  await upload.click()
  await expect(dialog.getByRole('alert')).toContainText('ann/tuned', { timeout: slowly })
  await studio.keyboard.press('Escape')

  await hub.goWrong({ match: 'POST .*preupload', kind: 'silence', value: 60 })
  await openUpload(studio)
  await dialog.getByRole('textbox', { name: 'Repository' }).fill('ann/other')
  await upload.click()
  await expect(dialog.getByRole('progressbar', { name: 'Upload' })).toBeVisible()
  const underWay = studio.getByText('Uploading an export, as you asked')
  await expect(underWay).toBeVisible()
  await studio.keyboard.press('Escape')
  await expect(underWay).toHaveCount(0)
  await openUpload(studio)
  await studio.keyboard.press('Escape')
  expect(await readFile(join(host.home, 'settings.json'), 'utf8')).not.toContain('hf_let_in')
})
