import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { expectNoFindings } from './findings'
import { test } from './host'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`models that suit the task are shown with what they take, and a download is said before it begins, ${colorScheme}`, async ({
    studio,
  }) => {
    await studio.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await studio.getByRole('link', { name: 'New run' }).click()
    await studio.locator('summary', { hasText: 'Models to download' }).click()
    const llama = studio.getByRole('listitem').filter({ hasText: 'Llama 3.2 3B Instruct' }).first()
    await expect(llama).toContainText('Llama 3.2 Community License (terms apply)')
    await expect(llama).toContainText(/4-bit, about 1\.8 GB to download . ?(fits|tight|answers only|too large)/)
    await expect(studio.getByRole('button', { name: /^Download .*, (4-bit|bf16)$/ })).toHaveCount(16)
    await expectNoFindings(studio)

    await studio.getByRole('button', { name: 'Download Llama 3.2 3B Instruct, 4-bit' }).click()
    const dialog = studio.getByRole('dialog', { name: 'Download a model' })
    await expect(dialog).toContainText('This uses the network')
    await expect(dialog.getByRole('textbox', { name: 'Model' })).toHaveValue('mlx-community/Llama-3.2-3B-Instruct-4bit')
    await expectNoFindings(studio)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
  })
}

test('a model folder with code in it is refused by the name of the file', async ({ studio, host }) => {
  const folder = join(host.home, 'hostile')
  await mkdir(folder)
  await writeFile(join(folder, 'config.json'), '{"model_type": "llama"}')
  await writeFile(join(folder, 'modeling_llama.py'), '')
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('button', { name: 'Add a model folder…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByRole('textbox', { name: 'Path' }).fill(folder)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(studio.getByRole('alert').filter({ hasText: 'modeling_llama.py is code' })).toBeVisible()
})
