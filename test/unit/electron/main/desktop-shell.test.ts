// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { desktopShell } from '../../../../electron/main/desktop-shell'
import { BrowserWindow, forget, given, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the desktop’s part', () => {
  beforeEach(forget)

  it('asks with the system’s dialog and remembers a dataset among the recent ones', async () => {
    world.chosen = ['/data/chats.jsonl']
    expect(await desktopShell.choosePath?.('dataset')).toBe('/data/chats.jsonl')
    expect(given('app.addRecentDocument')).toEqual([['/data/chats.jsonl']])
  })

  it('asks for folders in front of the window that is looked at', async () => {
    const window = new BrowserWindow({})
    world.focusedWindow = window
    world.chosen = ['/models/llama']
    await desktopShell.choosePath?.('model')
    expect(given('dialog.showOpenDialog')[0]).toEqual([window, expect.objectContaining({ properties: ['openDirectory'] })])
    expect(given('app.addRecentDocument')).toEqual([])
  })

  it('gives null when the person closes the dialog', async () => {
    expect(await desktopShell.choosePath?.('export')).toBeNull()
  })
})
