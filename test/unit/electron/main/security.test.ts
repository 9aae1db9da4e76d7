// @vitest-environment node
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { mayFetch, mayNavigate } from '../../../../electron/main/navigation-policy'
import { confineSession, confineWebContents } from '../../../../electron/main/security'
import { app, forget, given, preventable, session } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('where a page may go', () => {
  it('is its own address, in the main frame', () => {
    expect(mayNavigate('app://antecedent/', true)).toBe(true)
    expect(mayNavigate('app://antecedent/#train', true)).toBe(true)
  })

  it.each([
    ['app://antecedent/', false],
    ['app://antecedent/assets/index.js', true],
    ['app://evil/', true],
    ['https://evil.example/', true],
    ['file:///etc/passwd', true],
    ['javascript:alert(1)', true],
    ['data:text/html,x', true],
    ['about:blank', true],
    ['', true],
  ])('is not %s (main frame: %s)', (address, isMainFrame) => {
    expect(mayNavigate(address, isMainFrame)).toBe(false)
  })
})

describe('what a page may fetch', () => {
  it('is its own files', () => {
    expect(mayFetch('app://antecedent/assets/index.js', true)).toBe(true)
    expect(mayFetch('data:image/png;base64,AA==', true)).toBe(true)
  })

  it.each(['https://example.com/', 'http://127.0.0.1:8080/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'app://evil/', 'devtools://x/'])(
    'is not %s in the packaged app',
    (address) => {
      expect(mayFetch(address, true)).toBe(false)
    },
  )

  it('includes the developer’s tools in the checkout only', () => {
    expect(mayFetch('devtools://devtools/bundled/x.js', false)).toBe(true)
  })
})

describe('confinement', () => {
  beforeEach(forget)
  // The handlers' own arguments are Electron's; only the decision matters here.
  const handlerOf = (call: string) => given(call)[0]?.[0] as (...values: unknown[]) => unknown

  it('sandboxes every renderer', () => {
    confineWebContents()
    expect(given('app.enableSandbox')).toHaveLength(1)
  })

  it.each(['media', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen', 'unknown', 'loopback-network'])(
    'denies %s',
    (permission) => {
      confineSession(session.defaultSession as never, true)
      let granted: unknown
      handlerOf('session.setPermissionRequestHandler')(null, permission, (answer: unknown) => {
        granted = answer
      })
      expect(granted).toBe(false)
      expect(handlerOf('session.setPermissionCheckHandler')(null, permission, 'app://antecedent')).toBe(false)
      expect(handlerOf('session.setDevicePermissionHandler')({ deviceType: permission })).toBe(false)
    },
  )

  it('cancels requests that leave the app', () => {
    confineSession(session.defaultSession as never, true)
    const decisions: unknown[] = []
    const decide = handlerOf('session.onBeforeRequest')
    decide({ url: 'https://example.com/' }, (decision: unknown) => decisions.push(decision))
    decide({ url: 'app://antecedent/' }, (decision: unknown) => decisions.push(decision))
    expect(decisions).toEqual([{ cancel: true }, { cancel: false }])
  })

  it.each([
    ['https://example.com/file.zip', true],
    ['blob:https://example.com/1', true],
    ['app://antecedent/assets/index.js', true],
    ['blob:app://antecedent/1', false],
  ])('saves nothing but what its own page made: %s is prevented: %s', (url, prevented) => {
    confineSession(session.defaultSession as never, true)
    const download = preventable()
    session.defaultSession.emit('will-download', download, { getURL: () => url })
    expect(download.defaultPrevented).toBe(prevented)
  })

  it('confines whatever contents are made: no windows, webviews, redirects or ways out', () => {
    confineWebContents()
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => expect(handler()).toEqual({ action: 'deny' }),
    })
    app.emit('web-contents-created', preventable(), contents)
    const prevented = (name: string, details: object) => {
      const event = preventable(details)
      contents.emit(name, event)
      return event.defaultPrevented
    }
    const foreign = { url: 'https://evil.example/', isMainFrame: true }
    const own = { url: 'app://antecedent/', isMainFrame: true }
    expect(
      ['will-attach-webview', 'will-navigate', 'will-frame-navigate', 'will-redirect'].map((name) => prevented(name, foreign)),
    ).toEqual([true, true, true, true])
    expect(prevented('will-frame-navigate', { ...own, isMainFrame: false })).toBe(true)
    expect([prevented('will-navigate', own), prevented('will-frame-navigate', own)]).toEqual([false, false])
  })
})
