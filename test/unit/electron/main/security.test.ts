// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { confineApp, confineSession, keepInside } from '../../../../electron/main/security'
import { app, BrowserWindow, forget, given, newSession, preventable } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

const ourPage = { isMainFrame: true, requestingUrl: 'app://antecedent/' }

describe('confinement', () => {
  beforeEach(forget)
  // The handlers' own arguments are Electron's; only the decision matters here.
  const handlerOf = (call: string) => given(call)[0]?.[0] as (...values: unknown[]) => unknown

  it('sandboxes every renderer', () => {
    confineApp()
    expect(given('app.enableSandbox')).toHaveLength(1)
  })

  it.each(['media', 'notifications', 'clipboard-read', 'openExternal', 'usb'])('denies %s in all three handlers', (permission) => {
    confineSession(newSession() as never)
    let granted: unknown
    const decide = (answer: unknown) => {
      granted = answer
    }
    handlerOf('session.setPermissionRequestHandler')(null, permission, decide, ourPage)
    expect(granted).toBe(false)
    expect(handlerOf('session.setPermissionCheckHandler')(null, permission, 'app://antecedent', ourPage)).toBe(false)
    expect(handlerOf('session.setDevicePermissionHandler')({ deviceType: permission })).toBe(false)
  })

  it('lets our own page fill the clipboard', () => {
    confineSession(newSession() as never)
    const check = handlerOf('session.setPermissionCheckHandler')
    expect(check(null, 'clipboard-sanitized-write', 'app://antecedent', ourPage)).toBe(true)
    expect(check(null, 'clipboard-sanitized-write', 'https://example.com', { ...ourPage, requestingUrl: 'https://example.com/' })).toBe(
      false,
    )
  })

  it('confines every session that is ever made, once', () => {
    confineApp()
    const session = newSession()
    app.emit('session-created', session)
    app.emit('session-created', session)
    expect(given('session.setPermissionRequestHandler')).toHaveLength(1)
    expect(session.listenerCount('will-download')).toBe(1)
  })

  it('cancels requests that leave the app', () => {
    keepInside(newSession() as never, true)
    const decisions: unknown[] = []
    const decide = handlerOf('session.onBeforeRequest')
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://antecedent/'])
      decide({ url }, (decision: unknown) => decisions.push(decision))
    expect(decisions).toEqual([{ cancel: true }, { cancel: true }, { cancel: false }])
  })

  it.each([
    ['https://example.com/file.zip', true],
    ['blob:app://antecedent/1', false],
  ])('saves nothing but what its own page made: %s is prevented: %s', (url, prevented) => {
    const session = newSession()
    confineSession(session as never)
    const download = preventable()
    session.emit('will-download', download, { getURL: () => url })
    expect(download.defaultPrevented).toBe(prevented)
  })

  it('takes no certificate that the system does not trust, and shows none of the person’s own', () => {
    confineApp()
    const answers: unknown[][] = []
    const answer = (...values: unknown[]) => answers.push(values)
    const untrusted = preventable()
    app.emit('certificate-error', untrusted, null, 'https://example.com/', 'net::ERR_CERT_AUTHORITY_INVALID', {}, answer)
    const asked = preventable()
    app.emit('select-client-certificate', asked, null, 'https://example.com/', [{}], answer)
    expect([untrusted.defaultPrevented, asked.defaultPrevented, answers]).toEqual([true, true, [[false], []]])
  })

  it('confines whatever contents are made: no windows, webviews, redirects or ways out', () => {
    confineApp()
    const { webContents } = new BrowserWindow({})
    const prevented = (name: string, details: object, ...more: unknown[]) => {
      const event = preventable(details)
      webContents.emit(name, event, ...more)
      return event.defaultPrevented
    }
    const foreign = { url: 'https://evil.example/', isMainFrame: true }
    const own = { url: 'app://antecedent/', isMainFrame: true }
    expect(handlerOf('webContents.setWindowOpenHandler')(foreign)).toEqual({ action: 'deny' })
    expect(prevented('will-attach-webview', {}, {}, { src: 'app://antecedent/' })).toBe(true)
    expect(['will-navigate', 'will-frame-navigate', 'will-redirect'].map((name) => prevented(name, foreign))).toEqual([true, true, true])
    expect([prevented('will-redirect', own), prevented('will-frame-navigate', { ...own, isMainFrame: false })]).toEqual([true, true])
    expect([prevented('will-navigate', own), prevented('will-frame-navigate', own)]).toEqual([false, false])
  })
})
