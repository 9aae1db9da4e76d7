// @vitest-environment node
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import * as standIn from './electron-stand-in'
import { isExported, majorVersion } from './recorded/declarations'
import { declared, takeViolations } from './recorded/declared'

/** What the code under test might write, with a slip that the stand-in alone would not notice. */
type Loose = Readonly<Record<string, (...values: unknown[]) => unknown>>
const loose = (value: unknown) => value as Loose

/** Ours among the exports of the stand-in. */
const ours = ['preventable', 'recorded', 'given', 'world', 'callNames', 'callMain', 'fetchPage', 'newSession', 'BuiltMenu', 'forget']

describe('Electron’s stand-in', () => {
  it('exports what Electron exports, and what tests need', () => {
    expect(Object.keys(standIn).filter((name) => !ours.includes(name) && !isExported(name))).toEqual([])
    expect(isExported('nativThemes')).toBe(false)
  })

  const { app, BrowserWindow, Menu, session, dialog, shell, crashReporter, protocol } = standIn
  const window = () => new BrowserWindow({})
  it.each<readonly [string, () => unknown]>([
    ['a method', () => loose(app).enableSandBox?.()],
    ['a method of a window', () => loose(window()).setProgresBar?.(0.5)],
    ['a method of contents', () => loose(window().webContents).setWindowOpenHandlers?.(() => ({ action: 'deny' }))],
    ['a method of a class itself', () => loose(BrowserWindow).getFocussedWindow?.()],
    ['a property', () => loose(session).defaultSesion],
    ['a property that is set', () => Object.assign(app, { applicationMenu2: null })],
    ['an event', () => app.on('window-all-close', () => {})],
    ['an event of a window', () => window().once('ready-to-shown', () => {})],
    ['an event of contents', () => window().webContents.on('will-navigat', () => {})],
    ['an event that only a test tells of', () => session.defaultSession.emit('will-downloads')],
    ['an option of a window', () => new BrowserWindow({ webPreferences: { sandboxed: true } })],
    ['the kind of an option', () => new BrowserWindow({ titleBarStyle: 'hiddenInsets' })],
    ['a menu’s role', () => Menu.buildFromTemplate([{ role: 'toggleFullScreen' as never }])],
    ['a menu’s role, further down', () => Menu.buildFromTemplate([{ label: 'A', submenu: [{ role: 'abuot' as never }] }])],
    ['a menu entry’s key', () => Menu.buildFromTemplate([{ label: 'A', shortcut: 'Cmd+A' } as never])],
    ['an option of a dialog', () => dialog.showMessageBox({ message: 'A', knobs: [] })],
    ['an option that is left out', () => dialog.showMessageBox({ detail: 'A' })],
    ['a word among an option’s', () => dialog.showOpenDialog({ properties: ['openFiles'] })],
    ['too many values', () => shell.openExternal('https://example.com', {}, 1)],
    ['a value of another kind', () => crashReporter.start('nowhere')],
    ['a privilege', () => protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { secured: true } }])],
    ['a stand-in of its own', () => declared('Aplication', new EventEmitter())],
    ['a stand-in’s own method', () => declared('Shell', { openExternally: () => {} })],
  ])('fails on %s that Electron does not have', (_, slip) => {
    expect(slip).toThrow(new RegExp(`Electron ${majorVersion} `))
    expect(takeViolations()).toHaveLength(1)
  })

  it('remembers a slip whose error was caught', () => {
    try {
      loose(app).quitt?.()
    } catch {
      // As code under test might.
    }
    expect(takeViolations()).toEqual([`Electron ${majorVersion} has no App.quitt.`])
  })

  it('says so when it only lacks something itself', () => {
    expect(() => loose(app).relaunch?.()).toThrow('The stand-in has no App.relaunch yet.')
    takeViolations()
  })

  it('takes what is right', () => {
    new BrowserWindow({ titleBarStyle: 'hiddenInset', webPreferences: { sandbox: true } }).once('ready-to-show', () => {})
    app.on('window-all-closed', () => {})
    Menu.buildFromTemplate([{ role: 'togglefullscreen' }, { label: 'A', submenu: [{ role: 'about' }] }])
    expect(takeViolations()).toEqual([])
  })
})
