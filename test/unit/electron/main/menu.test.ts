// @vitest-environment node
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { installMenu, type MenuOptions, menuTemplate } from '../../../../electron/main/menu'
import { type CommandId, commandIds } from '../../../../electron/shared/commands'
import { given } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

function entries(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])])
}

function menu(options: Partial<MenuOptions> = {}) {
  return entries(menuTemplate({ mac: true, isPackaged: true, invoke: () => {}, help: [], updates: [], ...options }))
}

describe('the menu', () => {
  it('holds every command of the table once, and each invokes itself', () => {
    const invoked: CommandId[] = []
    const ours = menu({ invoke: (command) => invoked.push(command) }).filter(({ id }) => id !== undefined)
    // The arguments of a click are Electron's; ours ignores them.
    for (const item of ours) (item.click as () => void)()
    expect(invoked.toSorted()).toEqual([...commandIds].toSorted())
  })

  it('gives commands the shortcuts that people expect', () => {
    const shortcuts = Object.fromEntries(menu().flatMap(({ id, accelerator }) => (id === undefined ? [] : [[id, accelerator]])))
    expect(shortcuts).toMatchObject({
      'file.open': 'CmdOrCtrl+O',
      'file.save': 'CmdOrCtrl+S',
      'step.next': 'CmdOrCtrl+Return',
      'job.stop': 'CmdOrCtrl+.',
      'run.export': 'CmdOrCtrl+Shift+E',
      'screen.dataset': 'CmdOrCtrl+1',
      'screen.export': 'CmdOrCtrl+4',
    })
    expect(new Set(Object.values(shortcuts)).size).toBe(commandIds.length)
  })

  it('has the system’s own entries', () => {
    const roles = menu().flatMap(({ role }) => role ?? [])
    expect(roles).toEqual(
      expect.arrayContaining(['appMenu', 'about', 'editMenu', 'windowMenu', 'recentDocuments', 'close', 'togglefullscreen', 'help']),
    )
  })

  it('has what is said of updates under “About” on a Mac, and under Help elsewhere, where “About” is then too', () => {
    const updates = [{ label: 'Check for Updates…' }]
    const help = [{ label: 'Show the Log' }]
    const submenus = (mac: boolean) =>
      menuTemplate({ mac, isPackaged: true, invoke: () => {}, help, updates }).map(({ role, submenu }) => [role, JSON.stringify(submenu)])
    expect(submenus(true)[0]).toEqual(['appMenu', expect.stringMatching(/about.*Check for Updates/)])
    expect(submenus(true).at(-1)).toEqual(['help', JSON.stringify(help)])
    expect(submenus(false).at(-1)).toEqual(['help', expect.stringMatching(/Show the Log.*Check for Updates.*about/)])
  })

  it('keeps reload and the developer’s tools to the checkout', () => {
    const roles = (isPackaged: boolean) => menu({ isPackaged }).flatMap(({ role }) => role ?? [])
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(false)).toContain('toggleDevTools')
  })

  it('is put in place', () => {
    installMenu({ mac: false, isPackaged: true, invoke: () => {}, help: [], updates: [] })
    expect(given('Menu.setApplicationMenu')).toHaveLength(1)
  })
})
