import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type LocalHub, publishDemoModel, startLocalHub } from '../hub/local-hub'
import { expectNoFindings } from './findings'
import { test as base } from './host'

/** Tests with a Hub on this machine, which the app's settings name. */
const test = base.extend<{ hub: LocalHub }>({
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

async function setAddress(studio: Page, address: string): Promise<void> {
  await studio.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = studio.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('textbox', { name: 'Address' }).fill(address)
  await settings.getByRole('textbox', { name: 'Address' }).press('Enter')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings).toBeHidden()
}

async function openDownload(studio: Page, repo: string) {
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('button', { name: 'Download from Hugging Face…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'Download a model' })
  await dialog.getByRole('textbox', { name: 'Model' }).fill(repo)
  await dialog.getByRole('button', { name: 'Look at it' }).click()
  return dialog
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`models that suit the task are shown with what they take, and looked at before they are fetched, ${colorScheme}`, async ({
    studio,
    hub,
  }) => {
    await publishDemoModel(hub, 'mlx-community/Llama-3.2-3B-Instruct-4bit', { license: 'llama3.2', gated: false })
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
    await expect(dialog).toContainText(`asks ${hub.host} over the network`)
    await expect(dialog.getByRole('textbox', { name: 'Model' })).toHaveValue('mlx-community/Llama-3.2-3B-Instruct-4bit')
    const looked = dialog.getByRole('region', { name: 'mlx-community/Llama-3.2-3B-Instruct-4bit' })
    await expect(looked).toContainText('llama3.2')
    await expect(looked).toContainText(/\d+\.\d MB in \d+ files; .* are free/)
    await expect(looked).toContainText('fits')
    await expectNoFindings(studio)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
  })
}

test('a model is fetched, paused, gone on with, and chosen for the next run', async ({ studio, hub }) => {
  await publishDemoModel(hub, 'acme/small-world')
  await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 600_000, times: 2 })
  const dialog = await openDownload(studio, 'acme/small-world')
  await dialog.getByRole('button', { name: 'Download', exact: true }).click()
  await expect(dialog).toBeHidden()

  const list = studio.getByRole('region', { name: 'On their way' })
  await expect(list).toContainText(/MB of \d+\.\d MB · .*\/s · .* left/)
  await expect(studio.getByText(`Downloading from ${hub.host}`)).toBeVisible()
  await expectNoFindings(studio)
  await list.getByRole('button', { name: 'Pause acme/small-world' }).click()
  await expect(list).toContainText('have come · paused')
  await studio.reload()
  await studio.getByRole('link', { name: 'New run' }).click()
  await expect(list).toContainText('have come · paused')
  await list.getByRole('button', { name: 'Continue acme/small-world' }).click()
  await expect(studio.getByRole('radio', { name: /acme\/small-world/ })).toBeVisible()
  await expect(list).toBeHidden()
  const ranges = (await hub.log()).filter(({ path }) => path.endsWith('/model.safetensors')).map(({ range }) => range)
  expect(ranges.some((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true)
})

test('a gate is told in words, and a token opens it', async ({ studio, hub, host }) => {
  await publishDemoModel(hub, 'acme/gated', { gated: 'manual', license: 'acme-terms' })
  const dialog = await openDownload(studio, 'acme/gated')
  await expect(dialog.getByRole('alert')).toContainText('is given only to people who accepted its terms')
  await expect(dialog.getByRole('alert')).toContainText(`${hub.address}/acme/gated`)
  await expectNoFindings(studio)
  await dialog.getByLabel('Token').fill('hf_let_in')
  await dialog.getByRole('button', { name: 'Keep the token' }).click()
  await expect(dialog.getByRole('region', { name: 'acme/gated' })).toContainText('lets people in one by one')
  await dialog.getByRole('button', { name: 'Download', exact: true }).click()
  await expect(studio.getByRole('radio', { name: /acme\/gated/ })).toBeChecked()
  expect(await readFile(join(host.home, 'settings.json'), 'utf8')).not.toContain('hf_let_in')
  expect(await readFile(join(host.home, 'downloads.json'), 'utf8')).not.toContain('hf_let_in')
})

test('what is wrong with a model is said before anything is fetched', async ({ studio, hub }) => {
  const folder = await publishDemoModel(hub, 'acme/code')
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, auto_map: { AutoModel: 'modeling.Model' } }))
  const dialog = await openDownload(studio, 'acme/code')
  await expect(dialog.getByRole('alert')).toContainText('names Python code to run')
  await expect(dialog.getByRole('button', { name: 'Download', exact: true })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Model' }).fill('acme/nothing')
  await dialog.getByRole('button', { name: 'Look at it' }).click()
  await expect(dialog.getByRole('alert')).toContainText('There is no model acme/nothing')
  expect((await hub.log()).some(({ path }) => path.endsWith('tokenizer.json'))).toBe(false)
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('offline nothing is asked for', async ({ studio, hub }) => {
  await publishDemoModel(hub, 'acme/small-world')
  const asked = (await hub.log()).length
  await studio.keyboard.press('ControlOrMeta+,')
  const settings = studio.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('checkbox', { name: 'Stay offline' }).click()
  await expect(settings.getByRole('checkbox', { name: 'Stay offline' })).toBeChecked()
  await expectNoFindings(studio)
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(studio.getByText('set to stay offline')).toBeVisible()
  await studio.getByRole('link', { name: 'New run' }).click()
  await studio.getByRole('button', { name: 'Download from Hugging Face…' }).click()
  const dialog = studio.getByRole('dialog', { name: 'Download a model' })
  await expect(dialog).toContainText('set to stay offline')
  await dialog.getByRole('textbox', { name: 'Model' }).fill('acme/small-world')
  await expect(dialog.getByRole('button', { name: 'Look at it' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await studio.keyboard.press('ControlOrMeta+,')
  await settings.getByRole('checkbox', { name: 'Stay offline' }).click()
  await settings.getByRole('button', { name: 'Done' }).click()
  expect((await hub.log()).length).toBe(asked)
})

test('an address that is none is told, and not lost with the dialog', async ({ studio }) => {
  await studio.keyboard.press('ControlOrMeta+,')
  const settings = studio.getByRole('dialog', { name: 'Settings' })
  const address = settings.getByRole('textbox', { name: 'Address' })
  await address.fill('http://mirror.example.org')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings.getByText('mirror.example.org unencrypted')).toBeVisible()
  await address.fill('')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings).toBeHidden()
  await studio.keyboard.press('ControlOrMeta+,')
  await address.fill('nonsense')
  await studio.keyboard.press('Escape')
  await studio.keyboard.press('ControlOrMeta+,')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings).toBeHidden()
})

test('a download is taken out by the word on its button', async ({ studio, hub }) => {
  await publishDemoModel(hub, 'acme/unwanted')
  await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 300_000 })
  const dialog = await openDownload(studio, 'acme/unwanted')
  await dialog.getByRole('button', { name: 'Download', exact: true }).click()
  const list = studio.getByRole('region', { name: 'On their way' })
  await list.getByRole('button', { name: 'Cancel acme/unwanted' }).click()
  await expect(list).toBeHidden()
})

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
