// @vitest-environment node
import type { MenuItemConstructorOptions } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { helpItems, openLink } from '../../../../electron/main/help'
import { forget, given, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the Help menu', () => {
  const logged: unknown[] = []
  const log = (error: unknown) => logged.push(error)
  const items = () => helpItems({ home: '/h', log: '/h/window.log', crashes: '/h/crashes' }, log)
  const press = (items: readonly MenuItemConstructorOptions[], label: string) => {
    const item = items.find((one) => one.label === label)
    // The arguments of a click are Electron's; ours ignores them.
    if (item?.click) (item.click as () => void)()
  }

  beforeEach(() => {
    forget()
    logged.length = 0
  })

  it('shows the log, the crash reports and the folder', () => {
    for (const label of ['Show the Log', 'Show Crash Reports', 'Show Antecedent’s Folder']) press(items(), label)
    expect([given('shell.showItemInFolder'), given('shell.openPath')]).toEqual([[['/h/window.log']], [['/h/crashes'], ['/h']]])
  })

  it('logs what could not be shown', async () => {
    world.openingFails = 'There is no such folder.'
    press(items(), 'Show Crash Reports')
    await expect.poll(() => logged.length).toBe(1)
  })

  it('opens its own links in the browser, and nothing else', () => {
    press(items(), 'About mlx-lm')
    for (const word of ['https://evil.example/', 'file:///etc/passwd', '__proto__', '']) openLink(word as never, log)
    expect(given('shell.openExternal')).toEqual([['https://github.com/ml-explore/mlx-lm']])
  })
})
