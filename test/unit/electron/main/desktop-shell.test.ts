// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopShell } from '../../../../electron/main/desktop-shell'
import { temporaryFolder } from '../core/temporary-folder'
import { BrowserWindow, forget, given, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

const shell = desktopShell('/nowhere/keys.json')

describe('the desktop’s part', () => {
  beforeEach(forget)

  it('asks with the system’s dialog and remembers a dataset among the recent ones', async () => {
    world.chosen = ['/data/chats.jsonl']
    expect(await shell.choosePath?.('dataset')).toBe('/data/chats.jsonl')
    expect(given('app.addRecentDocument')).toEqual([['/data/chats.jsonl']])
  })

  it('asks for folders in front of the window that is looked at', async () => {
    const window = new BrowserWindow({})
    world.focusedWindow = window
    world.chosen = ['/models/llama']
    await shell.choosePath?.('model')
    expect(given('dialog.showOpenDialog')[0]).toEqual([window, expect.objectContaining({ properties: ['openDirectory'] })])
    expect(given('app.addRecentDocument')).toEqual([])
  })

  it('keeps keys of services encrypted by the keychain, and none without it', async () => {
    const file = join(await temporaryFolder(), 'keys.json')
    const { secrets } = desktopShell(file)
    await secrets.set('openai:example.com', 'sk-secret')
    expect(await readFile(file, 'utf8')).not.toContain('sk-secret')
    expect(await desktopShell(file).secrets.get('openai:example.com')).toBe('sk-secret')
    world.hasKeychain = false
    expect(await secrets.get('openai:example.com')).toBeNull()
    await expect(secrets.set('openai:example.com', 'x')).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    world.hasKeychain = true
    await secrets.remove('openai:example.com')
    expect(await secrets.get('openai:example.com')).toBeNull()
  })

  it('gives null when the person closes the dialog', async () => {
    expect(await shell.choosePath?.('export')).toBeNull()
  })
})
