import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { KeptSettings } from '../../../../electron/core/settings'
import type { AppEvent } from '../../../../electron/shared/contract'
import { ordinarySettings } from '../../../../electron/shared/settings'
import { temporaryFolder } from './temporary-folder'

const opened = async (text?: string) => {
  const file = join(await temporaryFolder(), 'settings.json')
  if (text !== undefined) await writeFile(file, text)
  const events: AppEvent[] = []
  return { file, events, settings: await KeptSettings.open(file, (event) => events.push(event)) }
}

it('begins as usual, keeps what is changed and tells of it', async () => {
  const { file, events, settings } = await opened()
  expect(settings.now).toEqual(ordinarySettings)
  await Promise.all([settings.change({ offline: true }), settings.change({ hubAddress: 'https://mirror.example.org', offline: undefined })])
  expect(settings.now).toEqual({ ...ordinarySettings, offline: true, hubAddress: 'https://mirror.example.org' })
  expect((await KeptSettings.open(file, () => undefined)).now).toEqual(settings.now)
  expect(events.at(-1)).toEqual({ type: 'settings.changed', settings: settings.now })
})

it.each([
  ['', ordinarySettings],
  ['{', ordinarySettings],
  ['[]', ordinarySettings],
  ['{"offline":"yes"}', ordinarySettings],
  ['{"offline":true,"hubAddress":7}', { ...ordinarySettings, offline: true }],
  ['{"offline":true,"ofALaterVersion":1}', { ...ordinarySettings, offline: true }],
])('reads %j as far as it can', async (text, now) => {
  expect((await opened(text)).settings.now).toEqual(now)
})

it('stays as it was where it cannot be written', async () => {
  const settings = await KeptSettings.open(join(await temporaryFolder(), 'missing', 'settings.json'), () => undefined)
  await expect(settings.change({ offline: true })).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(settings.now.offline).toBe(false)
  await expect(readFile('missing')).rejects.toThrow()
})

it('ends what asks the network when it is set to stay off it', async () => {
  const { settings } = await opened()
  const { online } = settings
  await settings.change({ hubAddress: null })
  expect(online.aborted).toBe(false)
  await settings.change({ offline: true })
  expect(online.aborted).toBe(true)
  await settings.change({ offline: false })
  expect(settings.online.aborted).toBe(false)
})
